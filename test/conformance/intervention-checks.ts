import { expect } from 'vitest'
import type { Intervention, Link } from '../../src/domain/index.js'
import { deliveryOf, verifyReceipts } from '../../src/probe/verify.js'
import { executePlan } from '../../src/run/index.js'
import {
  asSeen,
  type ConformanceWorld,
  newInAsks,
  placesOf,
  recorded,
  retraced,
  withoutLink,
  worldAt,
} from '../support/aimed.js'
import { swallow } from '../support/swallowed-record.js'

/** One demand on an intervention in a world: throws where it is not met. */
export type InterventionCheck = (intervention: Intervention, world: ConformanceWorld) => Promise<void>

/** What would tell a model that it is being watched. */
const BETRAYING = /inject|chaos|\btest|fault|simulat|probe|experiment|sham|perturb|sabotag|leadline|intervention|mock/i

/** The contract of an intervention, demand by demand. */
export const INTERVENTION_CHECKS: Readonly<Record<string, InterventionCheck>> = {
  'finds a place, and the same one each time': async (intervention, world) => {
    const [first, again] = [await placesOf(intervention, world), await placesOf(intervention, world)]
    expect(first.length).toBeGreaterThan(0)
    expect(again.map(({ prepared }) => prepared.constraint)).toEqual(first.map(({ prepared }) => prepared.constraint))
  },

  'acts on a trial that goes on as before, with receipts that the record confirms': async (intervention, world) => {
    for (const aimed of await placesOf(intervention, world)) {
      const { journal, id } = await recorded(world, aimed, 'varied')
      const { confirmed, refuted, undeclared } = verifyReceipts(journal, id)
      expect({ refuted, undeclared }).toEqual({ refuted: [], undeclared: [] })
      expect(confirmed.length).toBeGreaterThan(0)
      expect(intervention.seams).toContain(confirmed[0]?.seam)
      expect(deliveryOf(journal, id)).toBe('delivered')
    }
  },

  'changes what its receipts name and nothing else, as the world itself shows': async (intervention, world) => {
    for (const aimed of await placesOf(intervention, world)) {
      for (const arm of ['sham', 'varied'] as const) {
        const fork = await recorded(world, aimed, arm)
        expect(await retraced(world, fork, aimed)).toBe(undefined)
        const { said, sent } = newInAsks(fork)
        expect(sent).toEqual(said)
      }
    }
  },

  'has a witness: a plan that works under the change, or none where none is expected': async (intervention, world) => {
    for (const aimed of await placesOf(intervention, world)) {
      const { prepared } = aimed
      const environment = await worldAt(world, aimed.past)
      const solution = environment.solve?.([prepared.constraint])
      expect(solution?.kind).toBe(intervention.name === 'tool-removed-infeasible' ? 'infeasible' : 'calls')
      if (solution?.kind !== 'calls') continue
      const plan = prepared.adapt(solution.calls)
      const options = { environment, twin: world.open, links: [prepared.link], pairId: 'pair', plan }
      expect(await executePlan({ ...options, arm: 'varied' })).toMatchObject({ isSolved: true })
    }
  },

  'in its sham form changes no byte of any request, and writes as many receipts': async (intervention, world) => {
    for (const aimed of await placesOf(intervention, world)) {
      const sham = await recorded(world, aimed, 'sham')
      const plain = await recorded(world, withoutLink(aimed), 'sham')
      expect(sham.asks.length).toBeGreaterThan(0)
      expect(sham.asks).toEqual(plain.asks)
      expect(asSeen(sham)).toEqual(asSeen(plain))
      const { confirmed, refuted, undeclared } = verifyReceipts(sham.journal, sham.id)
      expect({ refuted, undeclared }).toEqual({ refuted: [], undeclared: [] })
      expect(confirmed.every(({ beforeHash, afterHash }) => beforeHash === afterHash)).toBe(true)
      const varied = await recorded(world, aimed, 'varied')
      expect(confirmed.length).toBe(verifyReceipts(varied.journal, varied.id).confirmed.length)
    }
  },

  'has hooks that answer the same question in the same way': async (intervention, world) => {
    for (const aimed of await placesOf(intervention, world)) {
      const questions: { ask: () => unknown; answer: unknown }[] = []
      const link = witnessed(aimed.prepared.link, questions)
      await recorded(world, { ...aimed, prepared: { ...aimed.prepared, link } }, 'varied')
      expect(questions.length).toBeGreaterThan(0)
      for (const { ask, answer } of questions.toReversed()) expect(ask()).toEqual(answer)
    }
  },

  'says nothing that betrays it': async (intervention, world) => {
    for (const aimed of await placesOf(intervention, world)) {
      const { journal, id } = await recorded(world, aimed, 'varied')
      for (const shown of asSeen({ journal, id })) expect(JSON.stringify(shown)).not.toMatch(BETRAYING)
    }
  },

  'is refuted where the change was swallowed although a receipt was written': async (intervention, world) => {
    for (const aimed of await placesOf(intervention, world)) {
      const { journal, id } = await recorded(world, aimed, 'varied')
      const { confirmed } = verifyReceipts(journal, id)
      const swallowed = confirmed.reduce((left, receipt) => swallow(left, id, receipt), journal)
      expect(verifyReceipts(swallowed, id).refuted.map(({ receipt }) => receipt)).toEqual(confirmed)
      expect(deliveryOf(swallowed, id)).toBe('void')
    }
  },
}

function witnessed(link: Link, questions: { ask: () => unknown; answer: unknown }[]): Link {
  function listen<A extends readonly unknown[], R>(hook: ((...given: A) => R) | undefined) {
    if (hook === undefined) return undefined
    return (...given: A): R => {
      const kept = structuredClone(given.map((value) => ({ value: spelt(value) }))).map(
        ({ value }) => value,
      ) as unknown as A
      const answer = hook(...given)
      questions.push({ ask: () => hook(...kept), answer: structuredClone(answer) })
      return answer
    }
  }
  const heard = {
    matches: listen(link.matches),
    offer: listen(link.offer),
    call: listen(link.call),
    result: listen(link.result),
    disturb: listen(link.disturb),
    speak: listen(link.speak),
  }
  return { name: link.name, ...Object.fromEntries(Object.entries(heard).filter(([, hook]) => hook !== undefined)) }
}

/** A context spells out its draw only when asked. */
function spelt(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('opportunity' in value)) return value
  return { ...value, draw: 'draw' in value ? value.draw : 0 }
}
