import { describe, expect, test } from 'vitest'
import { type Ask, type Model, ModelError, type Plan } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { aimingOf } from '../../src/probe/index.js'
import { observeStudy } from '../../src/probe/observe.js'
import { writeChatConfig } from '../support/chat-study.js'
import { emptyFolder } from '../support/command.js'
import { failingModel, runDepot, smallPlan } from '../support/depot-run.js'
import { depotFamily, depotModel, stillClock } from '../support/depot-study.js'
import { essenceOf } from '../support/essence.js'
import { startCommand } from '../support/killable.js'
import { startStandIn } from '../support/stand-in-server.js'

const WORDS = ['probe', '--config', 'leadline.config.json', '--json', '--yes']

async function wholeOf(plan: Plan) {
  const journal = openMemoryJournal()
  await runDepot(journal, plan)
  return journal
}

describe('a system that may not be asked at all', () => {
  const wrongKey = () => new ModelError('stand-in', 401, false, 'answered 401: no such key')

  test.each([401, 402, 403, 404])(
    'stops the study at status %i with what was said, and gives its trials back',
    async (status) => {
      const plan = smallPlan()
      const journal = openMemoryJournal()
      const model: Model = {
        ask: () => Promise.reject(new ModelError('stand-in', status, false, `answered ${status}`)),
      }
      await expect(runDepot(journal, plan, { model })).rejects.toThrow(`stand-in answered ${status}`)
      expect(journal.totals()).toMatchObject({ waiting: 2, running: 0, ended: 0, spentUsd: 0, reservedUsd: 0 })
      expect(await runDepot(journal, plan)).toEqual({ kind: 'complete' })
      expect(essenceOf(journal)).toEqual(essenceOf(await wholeOf(plan)))
    },
  )

  test('lets the answers under way come in, and asks for nothing more', async () => {
    const plan = smallPlan()
    const journal = openMemoryJournal()
    const inner = depotModel()
    const [refused, answered] = [Promise.withResolvers<void>(), { asks: 0 }]
    let first: number | undefined
    const model: Model = {
      ask: async (ask: Ask) => {
        first ??= ask.seed
        if (ask.seed === first) {
          refused.resolve()
          throw wrongKey()
        }
        await refused.promise
        await new Promise((resolve) => setImmediate(resolve))
        answered.asks += 1
        return { ...(await inner.ask(ask)), costUsd: 0.01 }
      },
    }
    await expect(runDepot(journal, plan, { model })).rejects.toThrow('no such key')
    expect(answered.asks).toBeGreaterThan(0)
    expect(answered.asks).toBeLessThan(5)
    const { spentUsd, ...counts } = journal.totals()
    expect(counts).toMatchObject({ waiting: 2, running: 0, ended: 0 })
    expect(spentUsd).toBeCloseTo(answered.asks * 0.01, 9)
  })

  test('ends the command with one line and exit code 2; the same command goes on with the right key', async () => {
    let isRefusing = true
    const server = await startStandIn({ delayMs: 1, failure: () => (isRefusing ? 401 : undefined) })
    try {
      const folder = emptyFolder()
      writeChatConfig(folder, server.url, { probes: 0 })
      const first = await startCommand(WORDS, folder)
      expect(await first.ended).toBe(2)
      expect(first.stdout()).toBe('')
      expect(first.stderr()).toMatch(/\nleadline: 127\.0\.0\.1:\d+ answered 401: [^\n]+\n$/)
      isRefusing = false
      const again = await startCommand(WORDS, folder)
      expect(await again.ended, again.stderr()).toBe(0)
      expect(JSON.parse(again.stdout()).exclusions).toEqual([])
    } finally {
      await server.close()
    }
  }, 30_000)
})

describe('a trial whose model could not be reached', () => {
  test('is launched again by a rerun under its launch index, counted, and nothing answered is asked again', async () => {
    const plan = smallPlan()
    const journal = openMemoryJournal()
    await runDepot(journal, plan, { model: failingModel(2, 99) })
    const before = journal.trials()
    const asks: number[] = []
    const inner = depotModel()
    const model: Model = {
      ask: (ask) => {
        asks.push(ask.messages.filter(({ role }) => role === 'assistant').length)
        return inner.ask(ask)
      },
    }
    expect(await runDepot(journal, plan, { model })).toEqual({ kind: 'complete' })
    expect(Math.min(...asks)).toBe(2)
    expect(journal.trials().map(({ launchIndex, attempts }) => [launchIndex, attempts])).toEqual(
      before.map(({ launchIndex, attempts }) => [launchIndex, attempts + 1]),
    )
    expect(essenceOf(journal)).toEqual(essenceOf(await wholeOf(plan)))
    expect(journal.trials().map(({ trial }) => readTrajectory(journal, trial.id).repeatedAsks)).toEqual([0, 0])
  })

  test('has its three launches again, and one judgement', async () => {
    const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
    const journal = openMemoryJournal()
    for (let runs = 0; runs < 2; runs += 1) await runDepot(journal, plan, { model: failingModel(2, 99) })
    const [{ trial, attempts } = { trial: { id: '' }, attempts: 0 }] = journal.trials()
    expect(attempts).toBe(6)
    const judged = journal.events(trial.id).filter(({ body }) => body.kind === 'trial-scored')
    expect(judged.map(({ body }) => body)).toEqual([
      expect.objectContaining({ outcome: { kind: 'void', cause: 'model-api' } }),
    ])
  })

  test('pauses between its attempts as long as the vendor asks for', async () => {
    const waits: number[] = []
    const clock = stillClock()
    const wait = (ms: number, signal: AbortSignal) => {
      waits.push(ms)
      return clock.wait(ms, signal)
    }
    const noting = { ...clock, wait }
    const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
    const retry = { times: 1, firstWaitMs: 1_000, longestWaitMs: 8_000 }
    const busy = (retryAfterMs?: number) => () => new ModelError('stand-in', 503, true, 'is busy', { retryAfterMs })
    await runDepot(openMemoryJournal(), plan, {
      model: failingModel(2, 4, busy()),
      clock: noting,
      retry,
      concurrency: 1,
    })
    expect(waits).toEqual([1_000, 2_000, 1_000, 4_000])
    waits.length = 0
    await runDepot(openMemoryJournal(), plan, {
      model: failingModel(2, 4, busy(30_000)),
      clock: noting,
      retry,
      concurrency: 1,
    })
    expect(waits).toEqual([30_000, 30_000, 30_000, 30_000])
  })
})

describe('what the model itself has made of the conversation counts', () => {
  const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })
  const refusedAt = (step: number, error: () => ModelError) => failingModel(step, 99, error)
  const outcomeOf = async (model: Model, design = plan) => {
    const journal = openMemoryJournal()
    await runDepot(journal, design, { model })
    const [only] = journal.trials()
    return readTrajectory(journal, only?.trial.id ?? '')
  }
  const bad = () => new ModelError('stand-in', 400, false, 'answered 400: no such role')

  test.each<[string, () => ModelError]>([
    ['413', () => new ModelError('stand-in', 413, false, 'answered 413')],
    ['400', () => new ModelError('stand-in', 400, false, 'answered 400: too long', { fault: 'context' })],
  ])('as a limit of tokens where it has grown too long, said by status %s', async (_, error) => {
    expect((await outcomeOf(refusedAt(4, error))).outcome).toEqual({ kind: 'censored', steps: 4, limit: 'tokens' })
  })

  test('as failed where the vendor refuses it otherwise, with what was said as evidence', async () => {
    const { outcome, evidence } = await outcomeOf(refusedAt(4, bad))
    expect(outcome).toMatchObject({ kind: 'failed', steps: 4 })
    expect(evidence).toContain('stand-in answered 400: no such role')
  })

  test('but not where the vendor refuses what it is shown first', async () => {
    expect((await outcomeOf(refusedAt(0, bad))).outcome).toEqual({ kind: 'void', cause: 'model-api' })
  })

  test('nor where a fork is refused at the first ask of its own', async () => {
    const journal = openMemoryJournal()
    const inner = depotModel()
    let baseline: string | undefined
    const design = smallPlan({
      repeats: 1,
      gate: { solved: 1, of: 1 },
      probes: [{ intervention: 'tool-renamed', dose: {}, trigger: 0.3 }],
    })
    const model: Model = {
      ask: async (ask) => {
        const offered = JSON.stringify(ask.tools)
        baseline ??= offered
        if (offered !== baseline) throw bad()
        return inner.ask(ask)
      },
    }
    await runDepot(journal, design, { model })
    const { pairs } = await observeStudy(aimingOf(design, journal, { families: [depotFamily] }))
    expect(pairs.map(({ voidCause }) => voidCause)).toEqual(['model-api'])
  })
})
