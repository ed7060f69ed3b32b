import { describe, expect, test } from 'vitest'
import type { OutcomeRow } from '../../domain/index.js'
import { placeSessions } from './place-sessions.js'

describe('placing sessions', () => {
  const systems = [
    { label: 'small (one)', system: { model: 'small', host: 'one' } },
    { label: 'small (two)', system: { model: 'small', host: 'two' } },
    { label: 'big', system: { model: 'big', host: 'one' } },
  ]
  const rows: OutcomeRow[] = [
    { system: 'big', task: 'a', family: 'sort', stratum: 'long', repeat: 0, outcome: { kind: 'solved' } },
  ]
  const known = { systems, rows, scopeOf: ({ stratum }: { readonly stratum?: string }) => stratum ?? 'all work' }

  test('tells systems by what is written, and forms by the families of the decision', () => {
    const { sessions, excluded } = placeSessions(
      [
        { named: { model: 'small', host: 'two' }, family: 'sort', result: 1 },
        { named: { model: 'big' }, family: 'sort' },
        { named: { model: 'small (one)' }, family: 'sort' },
        { named: { model: 'else' }, family: 'sort' },
        { named: { model: 'big' }, family: 'paint' },
      ],
      known,
    )
    expect(sessions.map(({ system, scope }) => `${system}: ${scope}`)).toEqual([
      'small (two): long',
      'big: long',
      'small (one): long',
    ])
    expect(excluded).toEqual({
      'of else, which the decision does not rest on': 1,
      'of all work, which was not measured': 1,
    })
  })

  test('refuses a name that fits several systems, and a table in which nothing was measured', () => {
    expect(() => placeSessions([{ named: { model: 'small' }, family: 'sort' }], known)).toThrow(
      'a host, agent, settings or date that tells small (one), small (two) apart',
    )
    expect(() => placeSessions([{ named: { model: 'else' }, family: 'sort' }], known)).toThrow(
      'of else, which the decision does not rest on"; expected sessions of small (one), small (two), big on long',
    )
  })
})
