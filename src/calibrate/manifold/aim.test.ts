import { harbourFamilies, plantedPolicies } from 'leadline/tasks'
import { expect, test } from 'vitest'
import type { Answer, LinkContext, Message, ToolCall, Trajectory } from '../../domain/index.js'
import { interventionNamed } from '../../probe/index.js'
import { aimDisturbances, linksOf } from './aim.js'
import { linkFrom } from './link-from.js'

const [family] = harbourFamilies
if (family === undefined) throw new Error('the bank has families')
const sample = family.makeSample({ stratum: 'narrow', size: 20, seed: 3 })

/** What the model that never errs does on the sample, step by step. */
async function workOn(): Promise<Pick<Trajectory, 'steps'>> {
  const world = family?.open(sample, 'pair')
  if (world === undefined) throw new Error('the family opens')
  const messages: Message[] = [
    { role: 'system', text: sample.instructions },
    { role: 'user', text: sample.goal },
  ]
  const answers: Answer[] = []
  for (;;) {
    const asked = { messages, tools: world.tools, seed: answers.length, signal: new AbortController().signal }
    const answer = await plantedPolicies.perfect.model.ask({ ...asked })
    answers.push(answer)
    const [call] = answer.calls
    if (call === undefined || call.name === 'finish') break
    messages.push({ role: 'assistant', text: answer.text, calls: [call] })
    messages.push({ role: 'tool', callId: call.id, name: call.name, ...(await world.call(call)) })
  }
  const steps = answers.map(({ calls }, index) => {
    return { index, operator: [], tools: [], text: '', calls: calls.map((call) => ({ call })), stop: 'calls' as const }
  })
  return { steps }
}

const work = await workOn()
const kinds = ['error-first-n', 'tool-renamed', 'route-blocked', 'item-moved'].map((name) => {
  const intervention = interventionNamed(name)
  return { intervention, dose: intervention.dose }
})
const aimed = (pairId: string, most = 6) => aimDisturbances({ family, sample, pairId, work, kinds, most })

test('every disturbance has a step of its own, neither the first nor the last', async () => {
  const steps = (await aimed('a')).map(({ step }) => step)
  expect(steps).toHaveLength(6)
  expect(new Set(steps).size).toBe(6)
  expect([Math.min(...steps) >= 1, Math.max(...steps) <= work.steps.length - 2]).toEqual([true, true])
})

test('a larger dose holds every smaller one, and changes of the tools come first', async () => {
  const disturbances = await aimed('b')
  const names = (dose: number) => linksOf(disturbances, dose).map(({ name }) => name)
  for (const dose of [1, 2, 4]) expect(names(6)).toEqual(expect.arrayContaining(names(dose)))
  const offers = linksOf(disturbances, 6).map(({ offer }) => offer !== undefined)
  expect(offers).toEqual([...offers].sort((a, b) => Number(b) - Number(a)))
  expect(names(0)).toEqual([])
})

test('the same pair is disturbed in the same way, another one in another', async () => {
  const shape = async (pairId: string) => (await aimed(pairId)).map(({ name, step }) => `${name} at ${step}`)
  expect(await shape('c')).toEqual(await shape('c'))
  expect(await shape('d')).not.toEqual(await shape('c'))
})

test('work that is too short has room for fewer', async () => {
  const short = { steps: work.steps.slice(0, 4) }
  const found = await aimDisturbances({ family, sample, pairId: 'e', work: short, kinds, most: 6 })
  expect(found.length).toBeLessThanOrEqual(2)
})

test('no tool changes its face twice', async () => {
  const renaming = kinds.filter(({ intervention }) => intervention.name === 'tool-renamed')
  const found = await aimDisturbances({ family, sample, pairId: 'f', work, kinds: renaming, most: 6 })
  expect(found.length).toBeGreaterThan(0)
  const world = family.open(sample, 'f')
  const at = { step: 1_000, opportunity: 0, delivered: 0, earlier: [], draw: 0 }
  const offered = linksOf(found, 6).reduce((tools, { offer }) => {
    const change = offer?.(tools, at)
    return change?.kind === 'replace' ? change.tools : tools
  }, world.tools)
  const changed = offered.filter(({ name }, place) => name !== world.tools[place]?.name)
  expect(changed).toHaveLength(found.length)
})

test('a link is not there before its step, and counts its steps from there', () => {
  const seen: number[] = []
  const link = linkFrom(4, {
    name: 'late',
    call: (_, { step }) => {
      seen.push(step)
      return { kind: 'answer', result: { text: 'no', isError: true }, delivers: true }
    },
    disturb: () => ({ kind: 'disturb', disturbance: 'x' }),
  })
  const call: ToolCall = { id: '1', name: 'look', arguments: {} }
  const at = (step: number): LinkContext => ({ step, opportunity: 0, delivered: 0, earlier: [], draw: 0.5 })
  expect([link.call?.(call, at(3)).kind, link.call?.(call, at(4)).kind, link.call?.(call, at(6)).kind]).toEqual([
    'pass',
    'answer',
    'answer',
  ])
  expect(seen).toEqual([0, 2])
  expect([link.disturb?.(at(0)).kind, link.disturb?.(at(4)).kind]).toEqual(['pass', 'disturb'])
  expect([link.offer, link.result, link.matches]).toEqual([undefined, undefined, undefined])
})
