import { expect, test } from 'vitest'
import type { Environment, JsonValue, Seam } from '../../src/domain/index.js'
import { interventionNamed, interventions } from '../../src/probe/interventions/index.js'
import { deliveryOf, verifyReceipts } from '../../src/probe/verify.js'
import { aDepotScene, prepared } from '../support/depot-scene.js'
import { openDepot } from '../support/depot-world.js'
import { plainJournal } from '../support/plain-journal.js'
import { runScripted } from '../support/scripted-trial.js'

const SEAMS: Readonly<Record<Seam, true>> = {
  'tool-list': true,
  'before-call': true,
  'tool-result': true,
  environment: true,
  'operator-turn': true,
}

async function delivered(name: string, arm: 'sham' | 'varied', open: () => Environment) {
  const { sample, past, future } = aDepotScene()
  const { link } = prepared(interventionNamed(name), aDepotScene())
  const journal = plainJournal()
  const id = await runScripted(journal, { sample, open, links: [link], arm, past, future })
  const refuted = verifyReceipts(journal, id).refuted.map(({ reason }) => reason)
  return { delivery: deliveryOf(journal, id), refuted }
}

/** A world whose next restores, once a state was taken at the fork, do nothing: what was to be undone stays. */
function stubborn(): Environment {
  const world = openDepot()
  let isHeld = false
  return {
    ...world,
    snapshot(): JsonValue {
      isHeld = true
      return world.snapshot()
    },
    restore(state) {
      if (!isHeld) world.restore(state)
    },
  }
}

test('every seam has an intervention that the conformance suite holds to it', () => {
  const held = new Set(interventions.flatMap(({ seams }) => seams))
  expect([...held].sort()).toEqual(Object.keys(SEAMS).sort())
})

test('a lost write that the world did not lose is void', async () => {
  expect(await delivered('false-success', 'varied', openDepot)).toEqual({ delivery: 'delivered', refuted: [] })
  const { delivery, refuted } = await delivered('false-success', 'varied', stubborn)
  expect(delivery).toBe('void')
  expect(refuted).toContain('the state after is another one')
})

test('a disturbance that the world swallowed is void', async () => {
  const open = () => ({ ...openDepot(), disturb: () => undefined })
  expect(await delivered('route-blocked', 'varied', openDepot)).toEqual({ delivery: 'delivered', refuted: [] })
  const { delivery, refuted } = await delivered('route-blocked', 'varied', open)
  expect({ delivery, refuted }).toEqual({ delivery: 'void', refuted: ['nothing was changed: both hashes are equal'] })
})

test('a sham disturbance that the world did not take back is void', async () => {
  expect(await delivered('route-blocked', 'sham', openDepot)).toEqual({ delivery: 'delivered', refuted: [] })
  const { delivery, refuted } = await delivered('route-blocked', 'sham', stubborn)
  expect(delivery).toBe('void')
  expect(refuted).toContain('the state after is another one')
})
