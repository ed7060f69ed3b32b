import { expect } from 'vitest'
import { asJson, canonicalJson, type Intervention, type Link, type ToolOffer } from '../../src/domain/index.js'
import { deliveryOf, verifyReceipts } from '../../src/probe/verify.js'
import { conversationOf, executePlan, withReads } from '../../src/run/index.js'
import {
  asSeen,
  type ConformanceWorld,
  newInAsks,
  placesOf,
  playedIn,
  recorded,
  retraced,
  withoutLink,
} from '../support/aimed.js'
import { parametersOf, refusedIn } from '../support/bad-calls.js'
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

  'has a witness: a plan that meets the change and works under it, or none where none is expected': async (
    intervention,
    world,
  ) => {
    for (const aimed of await placesOf(intervention, world)) {
      const { prepared } = aimed
      const environment = world.open()
      const said = conversationOf(world.sample, await playedIn(environment, aimed.past))
      const solution = environment.solve?.([prepared.constraint])
      expect(solution?.kind).toBe(intervention.name === 'tool-removed-infeasible' ? 'infeasible' : 'calls')
      if (solution?.kind !== 'calls') continue
      const { constraint } = prepared
      const plan = prepared.adapt(withReads(solution.calls, aimed.future, { tools: environment.tools, constraint }))
      const options = { environment, twin: world.open, links: [prepared.link], pairId: 'pair', plan, said }
      const { isSolved, deliveries } = await executePlan({ ...options, arm: 'varied' })
      expect({ isSolved, isMet: deliveries > 0 }).toEqual({ isSolved: true, isMet: true })
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

  'answers calls that fit no tool from what is offered, in the same words in both arms': async (
    intervention,
    world,
  ) => {
    const places = await placesOf(intervention, world)
    // What is offered does not depend on the place: an early and a late one will do.
    for (const aimed of [...new Set([...places.slice(0, 1), ...places.slice(-1)])]) {
      const [varied, sham] = [await refusedIn(world, aimed, 'varied'), await refusedIn(world, aimed, 'sham')]
      expect(varied.length).toBeGreaterThan(1)
      for (const { call, text, offered } of varied) {
        expect(text).not.toMatch(BETRAYING)
        // What the model itself has written may come back to it.
        const said = text.replaceAll(`'${call.name}'`, '').replace(call.name, '')
        expect(said.split(/\W+/).filter((word) => hiddenNames(world, call.name, offered).includes(word))).toEqual([])
        const twin = sham.find((other) => canonicalJson(asJson(other.call)) === canonicalJson(asJson(call)))
        if (twin !== undefined && isOfferedAlike(call.name, offered, twin.offered)) expect(text).toBe(twin.text)
      }
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

/** Names that the world has and that are not offered now. */
function hiddenNames(world: ConformanceWorld, called: string, offered: readonly ToolOffer[]): string[] {
  const { tools } = world.open()
  const names = tools.flatMap(({ name }) => (offered.some((tool) => tool.name === name) ? [] : [name]))
  const own = tools.find(({ name }) => name === called)
  const shown = offered.find(({ name }) => name === called)
  const fields = own === undefined || shown === undefined ? [] : parametersOf(own)
  return [...names, ...fields.filter((field) => shown !== undefined && !parametersOf(shown).includes(field))]
}

function isOfferedAlike(name: string, one: readonly ToolOffer[], other: readonly ToolOffer[]): boolean {
  const [a, b] = [one, other].map((tools) => tools.find((tool) => tool.name === name))
  return a !== undefined && b !== undefined && canonicalJson(asJson(a)) === canonicalJson(asJson(b))
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
    limit: listen(link.limit),
    rewrite: listen(link.rewrite),
    route: listen(link.route),
  }
  return { name: link.name, ...Object.fromEntries(Object.entries(heard).filter(([, hook]) => hook !== undefined)) }
}

/** A context spells out its draw only when asked. */
function spelt(value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('opportunity' in value)) return value
  return { ...value, draw: 'draw' in value ? value.draw : 0 }
}
