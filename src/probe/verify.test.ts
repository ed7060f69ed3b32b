import { expect, test } from 'vitest'
import type { JournalEvent, PlannedTrial, Receipt } from '../domain/index.js'
import { type RecordReader, verifyReceipts } from './verify.js'

const TRIAL: PlannedTrial = {
  id: 'trial',
  pairId: 'pair',
  systemId: 'system',
  sampleId: 'sample',
  repeat: 0,
  arm: 'varied',
  probe: { intervention: 'disturbed', dose: { disturbances: 2 } },
  order: 0,
  expects: 'solution',
}

function reasonFor(intervention: string): string | undefined {
  const receipt: Receipt = {
    intervention,
    seam: 'tool-list',
    arm: 'varied',
    step: 1,
    opportunity: 0,
    place: 'tools',
    beforeHash: 'before',
    afterHash: 'after',
  }
  const event = { seq: 0, body: { kind: 'intervention-applied', receipt } } as unknown as JournalEvent
  const reader: RecordReader = {
    events: () => [event],
    trial: () => ({ trial: TRIAL, status: 'ended' }) as unknown as ReturnType<RecordReader['trial']>,
    content: () => null,
  }
  return verifyReceipts(reader, TRIAL.id).refuted[0]?.reason
}

test('each of several changes in one trial goes by a place under their common name, and by no other', () => {
  for (const name of ['disturbed', 'disturbed/1 item-moved']) expect(reasonFor(name)).not.toContain('intervention')
  for (const name of ['item-moved', 'disturbed-too', 'undisturbed/1 item-moved']) {
    expect(reasonFor(name)).toBe(`the trial's intervention is disturbed, not ${name}`)
  }
})
