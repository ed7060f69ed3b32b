import { expect, test } from 'vitest'
import { aDepotScene, askCall, missingFor, prepared } from '../../../test/support/depot-scene.js'
import type { Constraint, Solution } from '../../domain/index.js'
import { permissionRevoked } from './permission-revoked.js'

const scene = aDepotScene({ future: [{ name: 'drive', arguments: { to: 'hall' } }] })
const { link, constraint, adapt } = prepared(permissionRevoked, scene)

test('what is forbidden is something that the work was going to do', () => {
  expect(constraint).toEqual({ kind: 'call-forbidden', tool: 'drive', arguments: { to: 'hall' } })
})

test('the refusal names what is not allowed', () => {
  expect(askCall(link, { name: 'drive', arguments: { to: 'hall' } }, { delivered: 9 })).toEqual({
    kind: 'answer',
    delivers: true,
    result: { text: 'permission denied: this account may not use drive with to hall', isError: true },
  })
})

test('a plan that adapts is refused once and goes on by other means', () => {
  const plan = [{ name: 'push', arguments: { to: 'hall' } }]
  expect(adapt(plan)).toEqual([scene.future[0], ...plan])
})

test('a long run of calls of one tool that nothing replaces keeps no other from being tried', () => {
  const run = Array.from({ length: 60 }, (_, index) => ({ name: 'load', arguments: { parcel: `p${index}` } }))
  const future = [...run, { name: 'drive', arguments: { to: 'hall' } }]
  const { environment } = aDepotScene()
  const solve = (constraints: readonly Constraint[]): Solution =>
    constraints.some((entry) => entry.kind === 'call-forbidden' && entry.tool === 'load')
      ? { kind: 'infeasible', reason: 'nothing else loads' }
      : { kind: 'calls', calls: [] }
  for (const draw of [0, 0.2, 0.5, 0.9]) {
    const long = aDepotScene({ future, draw: () => draw, environment: { ...environment, solve } })
    expect(prepared(permissionRevoked, long).constraint).toMatchObject({ tool: 'drive' })
  }
})

test('lesser means stay allowed', () => {
  expect(link.matches?.({ name: 'drive', arguments: { to: 'shed' } })).toBe(false)
  expect(link.matches?.({ name: 'push', arguments: { to: 'hall' } })).toBe(false)
})

test('what cannot be done without is not forbidden', () => {
  const future = [{ name: 'load', arguments: { parcel: 'blue' } }]
  expect(missingFor(permissionRevoked, aDepotScene({ future }))).toBe('a call after the fork that can be done without')
})
