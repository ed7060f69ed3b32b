import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { serverFamily, systemClock, thisProcess } from '../../src/connect/index.js'
import type { Candidate } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import { aimingOf, interventionNamed, observeStudy, planStudy, runStudy } from '../../src/probe/index.js'
import { copyingModel } from '../support/copying-model.js'
import { copyFamily, folderWith, NAMES, START } from '../support/file-work.js'

function candidate(model: string, readsDescriptions: boolean): Candidate {
  return {
    system: { model },
    provenance: { kind: 'unknown' },
    model: copyingModel(NAMES, { readsDescriptions, tries: 3 }),
  }
}

test('a study of a public file server forks in copied folders and finds who goes by names', async () => {
  const folder = folderWith(START)
  const family = await serverFamily(copyFamily({ isStateless: true }), { folder, env: {} })
  const candidates = [candidate('reads-descriptions', true), candidate('knows-names', false)]
  const plan = planStudy({
    name: 'copy',
    seed: 3,
    systems: candidates,
    reference: 'reads-descriptions',
    families: [family],
    forms: [],
    probes: ['tool-renamed', 'error-first-n', 'empty-success', 'false-success', 'tool-removed-alternative'].map(
      (intervention) => {
        return { intervention, trigger: 0.4, dose: interventionNamed(intervention).dose }
      },
    ),
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 2.5, extraSteps: 10 },
    level: 0.95,
    margin: 0.1,
  })
  const journal = openMemoryJournal()
  const aiming = aimingOf(plan, journal, { families: [family] })
  try {
    expect(await runStudy({ ...aiming, candidates, owner: thisProcess(), clock: systemClock })).toEqual({
      kind: 'complete',
    })
    const { pairs, notApplicable } = await observeStudy(aiming)
    const told = pairs.map(
      ({ system, probe, delivery, sham, varied }) => `${system} ${probe} ${delivery} ${sham} ${varied}`,
    )
    expect(told).toEqual([
      'reads-descriptions tool-renamed delivered 1 1',
      'reads-descriptions error-first-n delivered 1 1',
      'reads-descriptions empty-success delivered 1 0',
      'reads-descriptions false-success delivered 1 0',
      'knows-names tool-renamed delivered 1 0',
      'knows-names error-first-n delivered 1 1',
      'knows-names empty-success delivered 1 0',
      'knows-names false-success delivered 1 0',
    ])
    expect(notApplicable.map(({ probe, missing }) => `${probe}: ${missing}`)).toContain(
      'tool-removed-alternative: solve',
    )
  } finally {
    await family.close?.()
    await journal.close()
    rmSync(folder, { recursive: true })
  }
}, 60_000)
