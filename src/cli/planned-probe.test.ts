import { expect, test } from 'vitest'
import { interventionNamed, interventions } from '../probe/index.js'
import { plannedProbe } from './planned-probe.js'

const withFields = interventions.flatMap(({ name, dose }) =>
  Object.entries(dose).map(([field, own]) => ({ name, field, own })),
)

test.each(withFields)('a $field of $name that cannot be used is refused when it is planned', ({ name, field, own }) => {
  const planned = (value: unknown) => {
    const dose = { [field]: typeof value === 'number' ? value : String(value) }
    return plannedProbe({ intervention: name, dose }, interventionNamed(name), ['steady'])
  }
  const wrong = typeof own === 'number' ? [-1, 0, Number.NaN, 1e12] : ['bogus', '']
  for (const value of field === 'slack' ? wrong.slice(0, -1) : wrong) {
    expect(() => planned(value), String(value)).toThrow(`${name}.${field} is`)
  }
  expect(planned(own)).toMatchObject({ intervention: name, dose: { [field]: own } })
})

test('an intervention of the reader that checks nothing takes any value of the kind of its own', () => {
  const own = { ...interventionNamed('tool-renamed'), name: 'mine', dose: { crates: 2 } }
  expect(plannedProbe({ intervention: 'mine', dose: { crates: 0 } }, own)).toMatchObject({ dose: { crates: 0 } })
  expect(() => plannedProbe({ intervention: 'mine', dose: { crates: 'two' } }, own)).toThrow('a number')
})
