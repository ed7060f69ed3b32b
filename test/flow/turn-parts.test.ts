import { expect, test } from 'vitest'
import { type Ask, asJson, canonicalJson, type Message, type Model, type TurnPart } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { inspectTrial } from '../../src/probe/index.js'
import { renderTrial, transcriptsOf } from '../../src/report/index.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { depotModel } from '../support/depot-study.js'

/** What a vendor wants back with a turn: made of the turn alone, so that anybody can say whether it came back whole. */
function partsFor(turn: Extract<Message, { role: 'assistant' }>, thought?: string): TurnPart[] {
  const seal = canonicalJson(asJson(turn.calls))
  return [
    {
      kind: 'reasoning',
      text: thought ?? `because of ${seal.length}`,
      meta: { vendor: { signature: `sealed ${seal}` } },
    },
    { kind: 'text', length: turn.text.length },
    ...turn.calls.map((): TurnPart => ({ kind: 'call' })),
  ]
}

/** A model that seals its turns and refuses a conversation in which one of them came back without its seal. */
function sealing(asks: Ask[], stopAfter = Number.POSITIVE_INFINITY, stop?: AbortController, thought?: string): Model {
  const inner = depotModel()
  return {
    async ask(ask) {
      if (asks.length === stopAfter) stop?.abort(new Error('stopped'))
      ask.signal.throwIfAborted()
      asks.push(ask)
      for (const message of ask.messages) {
        if (message.role === 'assistant') expect(message.parts).toEqual(partsFor(message, thought))
      }
      const answer = await inner.ask(ask)
      const usage = { inputTokens: 10, outputTokens: 5, cacheReadTokens: 4, reasoningTokens: 3 }
      return { ...answer, parts: partsFor({ role: 'assistant', ...answer }, thought), stopReason: 'moon_phase', usage }
    },
  }
}

const plan = smallPlan({ probes: [{ intervention: 'tool-renamed', dose: {}, trigger: 0.5 }], forkRepeats: 1 })

test('what a vendor wants back with a turn comes back in every later ask, in forks too', async () => {
  const asks: Ask[] = []
  const journal = openMemoryJournal()
  await runDepot(journal, plan, { model: sealing(asks) })
  expect(journal.trials().map(({ trial }) => trial.arm)).toEqual(expect.arrayContaining(['baseline', 'sham', 'varied']))
  expect(asks.some(({ messages }) => messages.filter(({ role }) => role === 'assistant').length > 3)).toBe(true)
  const outcomes = journal
    .trials()
    .flatMap(({ trial }) => journal.events(trial.id))
    .flatMap(({ body }) => (body.kind === 'trial-scored' ? [body.outcome.kind] : []))
  expect(outcomes).not.toContain('void')
})

test('what it thought is read back with its step, and a page and a terminal show it cut and marked', async () => {
  const journal = openMemoryJournal()
  const long = `${'x'.repeat(3_999)}\u{1F600} and \u001B[2J so on`
  const model = sealing([], undefined, undefined, long)
  await runDepot(journal, smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } }), { model })
  const [record] = journal.trials()
  if (record === undefined) throw new Error('no trial')
  const trajectory = readTrajectory(journal, record.trial.id)
  expect(new Set(trajectory.steps.map(({ reasoning }) => reasoning))).toEqual(new Set([long]))
  const { texts, trials } = transcriptsOf([{ trajectory }])
  const [step] = trials[0]?.steps ?? []
  expect(texts[step?.reasoning ?? -1]).toBe('x'.repeat(3_999))
  expect(step?.reasoningLeftOut).toBe(long.length - 3_999)
  const inspected = inspectTrial(plan, journal, record)
  const look = { columns: 80, isColour: false }
  expect(renderTrial(inspected, look)).toContain(
    `    reasoning: ${'x'.repeat(200)}\n      ... ${long.length + 3 - 200} more characters (--full shows them)`,
  )
  expect(renderTrial(inspected, { ...look, isFull: true })).toContain('and \\x1B[2J so on')
})

test('a sample without standing rules has none in its transcript', async () => {
  const journal = openMemoryJournal()
  await runDepot(journal, smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } }), { model: sealing([]) })
  const [record] = journal.trials()
  if (record === undefined) throw new Error('no trial')
  const trajectory = readTrajectory(journal, record.trial.id)
  const of = (instructions: string) =>
    transcriptsOf([{ trajectory }], new Map(plan.samples.map((sample) => [sample.id, { ...sample, instructions }])))
  const { texts, trials } = of('Keep calm.')
  expect(texts[trials[0]?.instructions ?? -1]).toBe('Keep calm.')
  expect(of('').trials[0]).not.toHaveProperty('instructions')
})

test('it survives a stop after any ask, and the record is the same', async () => {
  const design = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
  const whole = openMemoryJournal()
  const all: Ask[] = []
  await runDepot(whole, design, { model: sealing(all), concurrency: 1 })
  const [first] = whole.trials()
  const answersOf = (journal: typeof whole) =>
    journal
      .events(first?.trial.id ?? '')
      .flatMap(({ body }) => (body.kind === 'model-answered' ? [{ ...body, latencyMs: 0 }] : []))
  expect(answersOf(whole)[0]).toMatchObject({
    stopReason: 'moon_phase',
    usage: { cacheReadTokens: 4, reasoningTokens: 3 },
  })
  for (let stopAfter = 1; stopAfter < all.length; stopAfter += 1) {
    const journal = openMemoryJournal()
    const stop = new AbortController()
    await runDepot(journal, design, { model: sealing([], stopAfter, stop), concurrency: 1, signal: stop.signal }).catch(
      () => undefined,
    )
    await runDepot(journal, design, { model: sealing([]), concurrency: 1 })
    expect(answersOf(journal)).toEqual(answersOf(whole))
  }
})

test('a conversation that a model is known not to take any more has reached the limit of tokens, without being asked', async () => {
  const asks: Ask[] = []
  const inner = depotModel()
  const counting: Model = {
    async ask(ask) {
      asks.push(ask)
      return {
        ...(await inner.ask(ask)),
        usage: { inputTokens: 100 * asks.length, outputTokens: 60, reasoningTokens: 50 },
      }
    },
  }
  const design = smallPlan({ repeats: 1, gate: { solved: 0, of: 1 } })
  const journal = openMemoryJournal()
  const candidate = {
    system: { model: 'steady' },
    provenance: { kind: 'unknown' },
    model: counting,
    contextTokens: 305,
  } as const
  await runDepot(journal, design, { candidates: [candidate], concurrency: 1 })
  const [trial] = journal.trials()
  const ends = journal
    .events(trial?.trial.id ?? '')
    .flatMap(({ body }) => (body.kind === 'trial-ended' ? [body.end] : []))
  expect(ends).toEqual([{ kind: 'limit', limit: 'tokens' }])
  // After the third answer 310 tokens are known to be shown again, its reasoning left out.
  expect(asks).toHaveLength(3)
})
