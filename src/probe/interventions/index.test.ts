import { expect, test } from 'vitest'
import { defaultInterventions, interventionNamed, interventions } from './index.js'

test('every intervention has a name of its own and is found by it', () => {
  expect(new Set(interventions.map(({ name }) => name)).size).toBe(interventions.length)
  for (const intervention of interventions) expect(interventionNamed(intervention.name)).toBe(intervention)
})

test('eight of them are the default, mostly implicit and one infeasible', () => {
  expect(defaultInterventions).toHaveLength(8)
  expect(defaultInterventions.every((intervention) => interventions.includes(intervention))).toBe(true)
  expect(defaultInterventions.filter(({ visibility }) => visibility === 'implicit').length).toBeGreaterThan(4)
  expect(defaultInterventions.map(({ name }) => name)).toContain('tool-removed-infeasible')
})

test('an unknown name is answered with the known ones', () => {
  const names = interventions.map(({ name }) => name).join(', ')
  expect(() => interventionNamed('stale')).toThrow(`intervention is "stale"; expected one of ${names}`)
})
