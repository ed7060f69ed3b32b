import { spawn } from 'node:child_process'
import { text } from 'node:stream/consumers'
import { fileURLToPath } from 'node:url'
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest'
import { type Answer, type Model, ModelError } from '../../src/domain/index.js'
import { MODELS, type OpenModel } from '../support/model-cases.js'
import { type AskOutcome, outcomeOf, outcomesOf } from '../support/model-outcome.js'
import type { Asked } from '../support/model-script.js'

/** A model under test. */
export interface ModelCase {
  /** As in the list of models, so that a fresh process opens the same. */
  readonly name: string
  /** At least two asks that it answers, of which one is a later turn. */
  readonly asks: readonly Asked[]
  /** What it says about tokens: always both counts, always one or both, or now and then. */
  readonly usage: 'always' | 'sometimes'
  /** The model over something that never answers, or why there is no such thing. */
  readonly hanging: (() => Promise<OpenModel>) | { readonly none: string }
  /** The model over something that fails, each with what its error must say, or why it cannot fail. */
  readonly failing: readonly FailingModel[] | { readonly none: string }
}

/** A way to fail. */
export interface FailingModel {
  readonly what: string
  open(): Promise<OpenModel>
  readonly error: Readonly<Partial<Pick<ModelError, 'vendor' | 'status' | 'isRetryable'>>>
}

/** The contract of a model: what a runner relies on whichever it asks. One fresh process answers for all of them. */
export function modelConformance(cases: readonly ModelCase[]): void {
  let fresh: Promise<AskOutcome[][]>
  beforeAll(() => {
    fresh = inFreshProcess(cases)
  })
  for (const [place, given] of cases.entries()) describeModel(given, async () => (await fresh)[place])
}

function describeModel(given: ModelCase, elsewhere: () => Promise<AskOutcome[] | undefined>): void {
  const { name, asks } = given
  const opened = async (): Promise<Model> => kept(await (MODELS[name] ?? missing(name))())

  describe(`the model ${name}`, () => {
    test('gives the same answers in a fresh process after a JSON round trip, and the same failures before them', async () => {
      const here = await outcomesOf(await opened(), asks)
      expect(await elsewhere()).toEqual(JSON.parse(JSON.stringify(here)))
    })

    test('gives the same answers again, in another order and all at once', async () => {
      const model = await opened()
      const answers = (await outcomesOf(model, asks)).map(({ answer }) => answer)
      const backwards = await outcomesOf(model, asks.toReversed())
      expect(backwards.map(({ answer }) => answer).toReversed()).toEqual(answers)
      const together = await Promise.all(asks.map((asked) => outcomeOf(model, asked)))
      expect(together.map(({ answer }) => answer)).toEqual(answers)
    })

    test('changes nothing in what it is asked', async () => {
      const model = await opened()
      const frozen = structuredClone(asks).map(freeze)
      const before = JSON.stringify(frozen)
      await outcomesOf(model, frozen)
      expect(JSON.stringify(frozen)).toBe(before)
    })

    test('answers in the terms of the record: what JSON keeps, calls with ids of their own, a fitting stop', async () => {
      const model = await opened()
      for (const asked of asks) {
        const { answer } = await outcomeOf(model, asked)
        expect(JSON.parse(JSON.stringify(answer))).toEqual(answer)
        const earlier = asked.messages.flatMap((message) => (message.role === 'assistant' ? message.calls : []))
        const ids = [...earlier, ...answer.calls].map(({ id }) => id)
        expect(new Set(ids).size).toBe(ids.length)
        expect(answer.calls.length > 0).toBe(answer.stop === 'calls')
      }
    })

    test('says nothing about tokens or cost rather than 0', async () => {
      const model = await opened()
      for (const asked of asks) expectCounted((await outcomeOf(model, asked)).answer, given.usage)
    })

    test('an ask that was taken back before it began ends with the reason of its signal', async () => {
      const model = await opened()
      for (const asked of asks) {
        const signal = AbortSignal.abort(new Error('taken back'))
        await expect(model.ask({ ...asked, signal })).rejects.toBe(signal.reason)
      }
    })

    const { hanging, failing } = given
    if (typeof hanging === 'function') {
      test('an ask that is taken back while it waits ends with the reason of its signal', async () => {
        const model = kept(await hanging())
        const [asked] = asks
        if (asked === undefined) throw new Error('no ask')
        const stop = new AbortController()
        const reason = new Error('taken back')
        const waiting = model.ask({ ...asked, signal: stop.signal })
        setTimeout(() => stop.abort(reason), 20)
        await expect(waiting).rejects.toBe(reason)
      })
    }
    for (const { what, open, error } of 'none' in failing ? [] : failing) {
      test(`${what} is a model error that says whether asking again can help`, async () => {
        const model = kept(await open())
        const [asked] = asks
        if (asked === undefined) throw new Error('no ask')
        const signal = new AbortController().signal
        const caught = await model.ask({ ...asked, signal }).catch((thrown: unknown) => thrown)
        expect(caught).toBeInstanceOf(ModelError)
        expect(caught).toMatchObject(error)
        expect(String(caught)).not.toContain('sk-secret')
      })
    }
  })
}

/** The model, closed when the test is over. */
function kept({ model, close }: OpenModel): Model {
  onTestFinished(close)
  return model
}

function missing(name: string): never {
  throw new Error(`no model is called ${name}; known: ${Object.keys(MODELS).join(', ')}`)
}

async function inFreshProcess(cases: readonly ModelCase[]): Promise<AskOutcome[][]> {
  const path = (file: string) => fileURLToPath(new URL(`../support/${file}`, import.meta.url))
  const flags = ['--disable-warning=ExperimentalWarning', '--experimental-transform-types', '--import']
  const child = spawn(process.execPath, [...flags, path('journal-source-loader.ts'), path('model-child.ts')], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  child.stdin.end(JSON.stringify(cases.map(({ name, asks }) => ({ name, asks }))))
  return JSON.parse(await text(child.stdout))
}

function freeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) Object.values(Object.freeze(value)).forEach(freeze)
  return value
}

function expectCounted({ usage, costUsd }: Answer, given: ModelCase['usage']): void {
  if (given === 'always') expect(usage).toEqual({ inputTokens: expect.any(Number), outputTokens: expect.any(Number) })
  const counts = usage === undefined ? [] : Object.values(usage)
  if (usage !== undefined) expect(counts).not.toEqual([])
  for (const count of counts) expect(Number.isInteger(count) && count > 0).toBe(true)
  if (costUsd !== undefined) expect(costUsd).toBeGreaterThan(0)
}
