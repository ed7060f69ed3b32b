import { expect, test } from 'vitest'
import { act } from './act.js'
import { formatLook, parseObservation } from './observation.js'
import type { Crate, HarbourState, Layout } from './state.js'
import { toolsFor } from './tools.js'

const LAYOUT: Layout = {
  berths: ['Elm', 'Fern', 'Gorse'],
  channels: [
    { from: 'Elm', to: 'Fern', kind: { lock: 'Red' }, isOneWay: false },
    { from: 'Fern', to: 'Gorse', kind: 'open', isOneWay: false },
  ],
  rules: { crossingsPerPass: 3, craneQuota: 2, hasCustoms: true, hasPermits: true },
}

function aCrate(given: Partial<Crate> = {}): Crate {
  return { id: 'C-101', at: 'Elm', bound: 'Gorse', isHeavy: false, needsInspection: false, effort: 1, ...given }
}

function aState(given: Partial<HarbourState> = {}): HarbourState {
  return { vessel: 'Elm', crates: [aCrate()], passes: {}, lifts: 2, permits: [], closed: [], ...given }
}

function said(name: string, given: unknown, state: HarbourState = aState()): string {
  const call: { name: string; arguments: Record<string, string> } = JSON.parse(
    JSON.stringify({ name, arguments: given }),
  )
  return act(call, state, LAYOUT, toolsFor(LAYOUT.rules)).text
}

test('a pass that is bought on top of another says how many crossings there are now', () => {
  const state = aState()
  expect(said('buy_pass', { lock: 'Red' }, state)).toBe('Bought a pass for the lock Red. Crossings left: 3.')
  expect(said('buy_pass', { lock: 'Red' }, state)).toBe('Bought a pass for the lock Red. Crossings left: 6.')
})

test('counts of one read as well as others', () => {
  expect(said('look', {}, aState({ lifts: 1 }))).toContain('Lifts left: 1.')
  expect(said('manifest', { page: 2 })).toBe('The manifest has 1 page; there is no page 2.')
})

test('crane and winch are each called by their name when they have no lift left', () => {
  const state = aState({ lifts: 0 })
  expect(said('load', { crate: 'C-101' }, state)).toMatch(/^The crane has no lift left/)
  expect(said('winch_aboard', { crate: 'C-101' }, state)).toMatch(/^The winch has no lift left/)
})

test('permits that are held are seen from the bridge, and read back', () => {
  const state = aState({ permits: ['Fern', 'Gorse'] })
  expect(said('look', {}, state)).toContain('Permits: Fern, Gorse.')
  expect(said('look', {})).toContain('Permits: none.')
  expect(parseObservation(formatLook(state, LAYOUT)).filter(({ kind }) => kind === 'permit')).toHaveLength(2)
})

test('a crate that waits for another is released when that one is delivered', () => {
  const crates = [aCrate({ after: 'C-102' }), aCrate({ id: 'C-102' })]
  const state = aState({ crates })
  expect(said('find_crate', { crate: 'C-101' }, state)).toBe('C-101: at Elm, bound for Gorse, after C-102')
  expect(said('load', { crate: 'C-101' }, state)).toBe('C-101 is not released; C-102 has to be delivered first.')
  const released = aState({ crates: [crates[0] ?? aCrate(), aCrate({ id: 'C-102', at: 'Gorse' })] })
  expect(said('load', { crate: 'C-101' }, released)).toBe('Loaded C-101, bound for Gorse.')
})

test.each([
  ['look', { constructor: 'x' }],
  ['look', JSON.parse('{"__proto__":"x"}')],
  ['look', null],
  ['move', 'Elm'],
  ['toString', {}],
])('%s with %j is a mistake, not an exception', (name, given) => {
  const state = aState()
  expect(said(name, given, state)).toMatch(/expected an object|has no argument|unknown tool/)
  expect(state).toEqual(aState())
})
