import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { ReachedCheckpoint, Step } from '../domain/index.js'
import { type DistressRecord, distressOf } from './distress.js'

/** A step with calls written as `name:result`; a `!` in front of the result is an error. */
function step(index: number, ...calls: readonly string[]): Pick<Step, 'index' | 'calls'> {
  return {
    index,
    calls: calls.map((written, place) => {
      const [name = '', result = ''] = written.split(':')
      const call = { id: `${index}-${place}`, name, arguments: { at: name.length } }
      return { call, result: { text: result.replace('!', ''), isError: result.startsWith('!') } }
    }),
  }
}

const reached = (...steps: readonly number[]): ReachedCheckpoint[] =>
  steps.map((at) => ({ id: `c${at}`, step: at, progress: at + 1 }))

describe('distress', () => {
  test('counts calls that were made before with the same result, and forgets them at a checkpoint', () => {
    const steps = [
      step(0, 'read:a'),
      step(1, 'read:a'),
      step(2, 'read:b'),
      step(3, 'read:a', 'read:a'),
      step(4, 'read:a'),
    ]
    expect(distressOf({ steps })).toEqual([0, 1, 1, 3, 4])
    expect(distressOf({ steps, checkpoints: reached(3) }).map(Math.floor)).toEqual([0, 1, 1, 0, 0])
  })

  test('counts failed calls in a row: a call that works ends the row', () => {
    const steps = [step(0, 'a:!x'), step(1, 'b:!y', 'c:!z'), step(2, 'd:ok'), step(3, 'e:!x')]
    expect(distressOf({ steps })).toEqual([1, 3, 0, 1])
  })

  test('grows by a fifth with each step without a new checkpoint, where checkpoints are recorded', () => {
    const steps = Array.from({ length: 6 }, (_, index) => step(index, `do${'x'.repeat(index)}:ok`))
    expect(distressOf({ steps, checkpoints: reached(2) })).toEqual([0.2, 0.4, 0, 0.2, 0.4, 0.6])
    expect(distressOf({ steps })).toEqual([0, 0, 0, 0, 0, 0])
  })

  test('leaves out the call that ends a run, and copes with a run without steps or results', () => {
    expect(distressOf({ steps: [step(0, 'finish:ok'), step(1, 'finish:ok')] })).toEqual([0, 0])
    expect(distressOf({ steps: [] })).toEqual([])
    const cut: DistressRecord = { steps: [{ index: 0, calls: [{ call: { id: 'a', name: 'a', arguments: {} } }] }] }
    expect(distressOf(cut)).toEqual([0])
  })

  test('is known after each step: what comes later changes nothing before', () => {
    const call = fc.constantFrom('a:ok', 'a:!no', 'b:ok', 'b:!no')
    fc.assert(
      fc.property(fc.array(fc.array(call, { maxLength: 3 }), { maxLength: 12 }), fc.nat(12), (calls, cut) => {
        const steps = calls.map((own, index) => step(index, ...own))
        const all = distressOf({ steps, checkpoints: reached(1, 4) })
        expect(distressOf({ steps: steps.slice(0, cut), checkpoints: reached(1, 4) })).toEqual(all.slice(0, cut))
        expect(all.every((score) => score >= 0)).toBe(true)
      }),
    )
  })
})
