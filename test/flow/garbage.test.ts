import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { describe, expect, test } from 'vitest'
import type { Answer, JsonValue, Model } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { writeChatConfig } from '../support/chat-study.js'
import { emptyFolder } from '../support/command.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { stillClock } from '../support/depot-study.js'
import { startCommand } from '../support/killable.js'

const once = { repeats: 1, gate: { solved: 1, of: 1 } } as const

async function trajectoryWith(answer: (turn: number) => Answer) {
  const journal = openMemoryJournal()
  let turn = 0
  const model: Model = {
    ask: async () => {
      turn += 1
      return answer(turn - 1)
    },
  }
  await runDepot(journal, smallPlan(once), { model })
  const [only] = journal.trials()
  return { ...readTrajectory(journal, only?.trial.id ?? ''), spentUsd: journal.totals().spentUsd }
}

const done: Answer = { text: 'done', calls: [], stop: 'end' }

describe('whatever a model answers, the study goes on', () => {
  test('with arguments nested without end', async () => {
    const cycle: { inner?: JsonValue } = {}
    cycle.inner = cycle as JsonValue
    let deep: JsonValue = []
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep]
    for (const given of [deep, cycle as JsonValue]) {
      const calls = [{ id: 'a', name: 'look', arguments: { at: given, and: 'more' } }]
      const { steps } = await trajectoryWith((turn) => (turn === 0 ? { text: '', calls, stop: 'calls' } : done))
      expect(steps[0]?.calls[0]?.call.arguments.and).toBe('more')
      expect(JSON.stringify(steps[0]?.calls[0]?.call.arguments)).toContain('nested deeper than 64')
    }
  })

  test.each([
    [{ inputTokens: Number.POSITIVE_INFINITY, outputTokens: 1 }, { outputTokens: 1 }],
    [{ inputTokens: -1e12, outputTokens: 5 }, { outputTokens: 5 }],
    [{ inputTokens: 1.5, outputTokens: Number.NaN }, undefined],
  ])('with usage %j, of which only counts are kept', async (usage, kept) => {
    const { steps, spentUsd } = await trajectoryWith(() => ({ ...done, usage, costUsd: -1 }))
    expect(steps.map((step) => [step.usage, step.costUsd])).toEqual([[kept, undefined]])
    expect(spentUsd).toBe(0)
  })

  test('with one id for two calls', async () => {
    const calls = [
      { id: 'a', name: 'look', arguments: {} },
      { id: 'a', name: 'nonsense', arguments: {} },
    ]
    const { steps } = await trajectoryWith((turn) => (turn < 2 ? { text: '', calls, stop: 'calls' } : done))
    const made = steps.flatMap((step) => step.calls)
    expect(new Set(made.map(({ call }) => call.id)).size).toBe(4)
    expect(made.map(({ result }) => result?.isError)).toEqual([false, true, false, true])
  })
})

test('an answer that was cut off at its length is a limit of tokens, not a failure', async () => {
  const cut = await trajectoryWith(() => ({ text: 'I will now', calls: [], stop: 'length' }))
  expect(cut.outcome).toEqual({ kind: 'censored', steps: 1, limit: 'tokens' })
  const calls = [{ id: 'a', name: 'look', arguments: {} }]
  const whole = await trajectoryWith((turn) => (turn === 0 ? { text: '', calls, stop: 'length' } : done))
  expect(whole.outcome).toMatchObject({ kind: 'failed', steps: 2 })
})

describe('a model that never answers and does not heed its signal', () => {
  const silent: Model = { ask: () => new Promise(() => {}) }

  test('is given up at the deadline of the ask, asked again, and then void with what was waited for', async () => {
    const journal = openMemoryJournal()
    const clock = stillClock()
    const model: Model = {
      ask: () => {
        void clock.wait(60_000, new AbortController().signal)
        return new Promise(() => {})
      },
    }
    await runDepot(journal, smallPlan(once), { model, clock, answerWaitMs: 60_000 })
    const [only] = journal.trials()
    const events = journal.allEvents(only?.trial.id ?? '').map(({ body }) => body)
    expect(events.filter(({ kind }) => kind === 'transport-failed')).toHaveLength(6)
    expect(events.find(({ kind }) => kind === 'trial-ended')).toMatchObject({
      end: { kind: 'void', cause: 'model-api', message: 'steady gave no answer within 60 s (in 3 attempts)' },
    })
  })

  test('is given up at the deadline of its own system, which comes before that of the run', async () => {
    const journal = openMemoryJournal()
    const clock = stillClock()
    const model: Model = {
      ask: () => {
        void clock.wait(5_000, new AbortController().signal)
        return new Promise(() => {})
      },
    }
    const candidate = {
      system: { model: 'steady' },
      provenance: { kind: 'unknown' },
      model,
      answerWaitMs: 5_000,
    } as const
    await runDepot(journal, smallPlan(once), { candidates: [candidate], clock, answerWaitMs: 60_000 })
    const ends = journal.allEvents(journal.trials()[0]?.trial.id ?? '').map(({ body }) => body)
    expect(ends.find(({ kind }) => kind === 'trial-ended')).toMatchObject({
      end: { kind: 'void', cause: 'model-api', message: 'steady gave no answer within 5 s (in 3 attempts)' },
    })
  })

  test('ends its trial by the limit of time where one answer takes as long as the whole trial may', async () => {
    const journal = openMemoryJournal()
    const clock = stillClock()
    const model: Model = {
      ask: () => {
        void clock.wait(30_000, new AbortController().signal)
        return new Promise(() => {})
      },
    }
    const limits = { stepsPerReferenceCall: 3, extraSteps: 5, seconds: 30 }
    await runDepot(journal, smallPlan({ ...once, limits }), { model, clock })
    const [only] = journal.trials()
    expect(readTrajectory(journal, only?.trial.id ?? '').outcome).toEqual({ kind: 'censored', steps: 0, limit: 'time' })
  })

  test('does not keep a stop waiting', async () => {
    const journal = openMemoryJournal()
    const stop = new AbortController()
    const running = runDepot(journal, smallPlan(once), { model: silent, signal: stop.signal })
    setImmediate(() => stop.abort(new Error('stopped')))
    expect(await running).toEqual({ kind: 'stopped' })
    expect(journal.totals()).toMatchObject({ waiting: 1, running: 0 })
  })
})

const REPLIES = {
  deep: `{"choices":[{"message":{"content":"","tool_calls":[{"id":"a","function":{"name":"look","arguments":${JSON.stringify(`{"x":${'['.repeat(20_000)}${']'.repeat(20_000)}}`)}}}]}}]}`,
  endless: '{"choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":1e999,"completion_tokens":1}}',
  negative: '{"choices":[{"message":{"content":"hi"}}],"usage":{"prompt_tokens":-1e12,"completion_tokens":1}}',
  nameless:
    '{"choices":[{"message":{"content":"","tool_calls":[{"id":"a","function":{"name":"look around!","arguments":"{"}}]}}]}',
}

test.each(Object.entries(REPLIES))(
  'a server whose every reply is %s is measured to the end',
  async (_, reply) => {
    const server = createServer((incoming, response) => {
      let text = ''
      incoming.setEncoding('utf8').on('data', (chunk: string) => {
        text += chunk
      })
      incoming.on('end', () => {
        const called = [...text.matchAll(/"function":\{"name":"([^"]*)","arguments"/g)].map(([, name = '']) => name)
        const isRefused = called.some((name) => !/^[a-zA-Z0-9_-]{1,64}$/.test(name))
        response.writeHead(isRefused ? 400 : 200).end(isRefused ? '{"error":"string does not match pattern"}' : reply)
      })
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    try {
      const folder = emptyFolder()
      writeChatConfig(folder, `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, { probes: 0 })
      const { ended, stdout, stderr } = await startCommand(
        ['probe', '--config', 'leadline.config.json', '--json', '--yes'],
        folder,
      )
      expect(await ended, stderr()).toBe(0)
      const { exclusions, counts } = JSON.parse(stdout())
      expect(exclusions).toEqual([])
      expect(counts.failedAsks ?? 0).toBe(0)
    } finally {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    }
  },
  60_000,
)
