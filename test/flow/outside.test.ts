import { describe, expect, test } from 'vitest'
import type { Environment, Journal, WorldCall } from '../../src/domain/index.js'
import { openMemoryJournal, readTrajectory } from '../../src/journal/index.js'
import { runDepot, smallPlan } from '../support/depot-run.js'
import { depotModel } from '../support/depot-study.js'
import { openDepot } from '../support/depot-world.js'
import { essenceOf } from '../support/essence.js'

const plan = smallPlan({ repeats: 1, gate: { solved: 1, of: 1 } })

/** A depot whose calls have effects outside, with every call that it ever got, over all of its openings. */
function outside(changes: (world: Environment) => Partial<Environment> = () => ({})) {
  const calls: WorldCall[] = []
  const open = (): Environment => {
    const world = openDepot()
    const call: Environment['call'] = (asked) => {
      calls.push(asked)
      return world.call(asked)
    }
    return { ...world, effects: 'external', call, ...changes({ ...world, call }) }
  }
  return { open, calls }
}

async function stoppedAfter(steps: number, open: () => Environment): Promise<Journal> {
  const journal = openMemoryJournal()
  const stop = new AbortController()
  let done = 0
  const stepDone = () => {
    done += 1
    if (done === steps) stop.abort(new Error('stopped'))
  }
  expect(await runDepot(journal, plan, { open, signal: stop.signal, stepDone })).toEqual({ kind: 'stopped' })
  return journal
}

/** A journal that is cut off at an event: nothing from there on is written, as if the process had been killed. */
async function killedAt(nth: number, open: () => Environment): Promise<Journal> {
  const journal = openMemoryJournal()
  let returns = 0
  const dying = new Proxy(journal, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target)
      if (name === 'append') {
        return async (...given: Parameters<Journal['append']>) => {
          returns += given[1].filter(({ kind }) => kind === 'tool-returned').length
          if (returns >= nth) throw new Error('killed')
          await journal.append(...given)
        }
      }
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const owner = { processId: 'dead', pid: 2 ** 30, host: 'test-host' }
  await expect(runDepot(dying, plan, { open, owner })).rejects.toThrow('killed')
  return journal
}

function outcomeOf(journal: Journal) {
  const [only] = journal.trials()
  return readTrajectory(journal, only?.trial.id ?? '').outcome
}

async function whole(): Promise<Journal> {
  const journal = openMemoryJournal()
  await runDepot(journal, plan, { open: outside().open })
  return journal
}

describe('an interrupted trial of a world with effects outside', () => {
  test('goes on wherever it was stopped between two calls, with the same record and no call made twice', async () => {
    const undisturbed = outside()
    const expected = openMemoryJournal()
    await runDepot(expected, plan, { open: undisturbed.open })
    for (let steps = 1; steps <= 12; steps += 1) {
      const { open, calls } = outside()
      const journal = await stoppedAfter(steps, open)
      await runDepot(journal, plan, { open })
      expect(outcomeOf(journal)).toEqual({ kind: 'solved', steps: 14 })
      expect(calls.map(({ key }) => key)).toEqual(undisturbed.calls.map(({ key }) => key))
      expect(essenceOf(journal)).toEqual(essenceOf(expected))
    }
  })

  test('is void where a call that writes has no recorded return', async () => {
    const { open, calls } = outside()
    const journal = await killedAt(3, open)
    const made = calls.length
    await runDepot(journal, plan, { open })
    expect(outcomeOf(journal)).toEqual({ kind: 'void', cause: 'interrupted-effect' })
    expect(calls).toHaveLength(made)
  })

  test.each<[string, Partial<Environment['tools'][number]>]>([
    ['only reads', { effect: 'reads' }],
    ['takes a repeat with the same key', { isIdempotent: true }],
  ])('makes the one call without a recorded return again where its tool %s', async (_, change) => {
    const { open, calls } = outside(({ tools }) => ({ tools: tools.map((tool) => ({ ...tool, ...change })) }))
    const journal = await killedAt(3, open)
    await runDepot(journal, plan, { open })
    const keys = calls.map(({ key }) => key)
    expect(outcomeOf(journal).kind).toBe('solved')
    expect(keys.filter((key, place) => keys.indexOf(key) < place)).toEqual([keys[2]])
  })

  test('is void where its world does not come back to the state that was stored', async () => {
    const { open, calls } = outside(() => ({ restore: () => undefined }))
    const journal = await stoppedAfter(5, open)
    const made = calls.length
    await runDepot(journal, plan, { open })
    expect(outcomeOf(journal)).toEqual({ kind: 'void', cause: 'environment' })
    expect(calls).toHaveLength(made)
  })

  test('carries out the rest of an answer whose first calls had come back', async () => {
    const inner = depotModel()
    const pairs: typeof inner = {
      ask: async (ask) => {
        const said = ask.messages.filter(({ role }) => role === 'assistant').length
        const at = (turn: number) =>
          inner.ask({
            ...ask,
            messages: Array.from({ length: turn }, () => ({ role: 'assistant', text: '', calls: [] })),
          })
        const [first, second] = [await at(2 * said), await at(2 * said + 1)]
        return { ...first, calls: [...first.calls, ...second.calls] }
      },
    }
    const { open, calls } = outside()
    const journal = openMemoryJournal()
    const stop = new AbortController()
    let made = 0
    const stopping = (): Environment => {
      const world = open()
      const call: Environment['call'] = (asked) => {
        made += 1
        if (made === 4) throw new Error('out of order')
        return world.call(asked)
      }
      const tools = world.tools.map((tool) => ({ ...tool, isIdempotent: true }))
      return { ...world, tools, call }
    }
    await runDepot(journal, plan, { open: stopping, model: pairs, signal: stop.signal })
    expect(outcomeOf(journal).kind).toBe('solved')
    const keys = calls.map(({ key }) => key)
    expect(new Set(keys).size).toBe(keys.length)
  })
})

test('each state that a call left outside is stored, and no key is given twice', async () => {
  const journal = await whole()
  const events = journal.trials().flatMap(({ trial }) => journal.events(trial.id).map(({ body }) => body))
  const returned = events.filter(({ kind }) => kind === 'tool-returned')
  const stored = events.flatMap((body) => (body.kind === 'snapshot-taken' ? [body.moment] : []))
  expect(stored).toEqual(returned.map(() => 'periodic'))
})
