import { rmSync } from 'node:fs'
import { expect, test } from 'vitest'
import { serverFamily, systemClock, thisProcess } from '../../src/connect/index.js'
import type { Candidate, Journal, TaskFamily } from '../../src/domain/index.js'
import { openMemoryJournal } from '../../src/journal/index.js'
import {
  aimingOf,
  interventionNamed,
  observeStudy,
  planStudy,
  runStudy,
  type StudyDesign,
} from '../../src/probe/index.js'
import { copyingModel } from '../support/copying-model.js'
import { copyFamily, FILE_SERVER, folderWith, NAMES, START } from '../support/file-work.js'

function candidate(model: string, readsDescriptions: boolean): Candidate {
  return {
    system: { model },
    provenance: { kind: 'unknown' },
    model: copyingModel(NAMES, { readsDescriptions, tries: 3 }),
  }
}

test('a public file server over pipes that nobody can bring back is probed in whole runs', async () => {
  const root = folderWith(START)
  const isCopied = `const { readFileSync } = require('fs'); process.exitCode = ${JSON.stringify(NAMES)}.every((name, at) => readFileSync('${root}/out/' + name, 'utf8') === 'text number ' + at + '\\n') ? 0 : 1`
  const described = copyFamily({
    folder: undefined,
    server: { command: process.execPath, args: [FILE_SERVER, root] },
    tasks: [{ name: 'four-files', goal: 'Copy.', calls: 8, score: { command: [process.execPath, '-e', isCopied] } }],
  })
  const family = await serverFamily(described, { folder: root, env: {} })
  const one: Candidate = {
    system: { model: 'copier' },
    provenance: { kind: 'unknown' },
    model: copyingModel(NAMES, { readsDescriptions: true, tries: 3, root }),
  }
  const plan = planStudy({ ...design(family, [one]), probes: probesNamed(['answer-truncated']) })
  const journal = openMemoryJournal()
  const aiming = aimingOf(plan, journal, { families: [family] })
  try {
    const run = { ...aiming, candidates: [one], owner: thisProcess(), clock: systemClock, concurrency: 4 }
    expect(await runStudy(run)).toEqual({ kind: 'complete' })
    const { pairs } = await observeStudy(aiming)
    expect(pairs.map(({ probe, delivery, isWholeRun }) => [probe, delivery, isWholeRun])).toEqual([
      ['answer-truncated', 'delivered', true],
    ])
    expect(pairs.map(({ sham }) => sham)).toEqual([1])
    // However many trials may run at a time, one has the server to itself until it is judged.
    expect(overlaps(journal)).toBe(0)
  } finally {
    await family.close?.()
    await journal.close()
    rmSync(root, { recursive: true })
  }
}, 60_000)

/** Calls of a trial that came between the first call of another and its judgement. */
function overlaps(journal: Journal): number {
  const spans = journal.trials().map(({ trial }) => {
    const events = journal.events(trial.id)
    const called = events.filter(({ body }) => body.kind === 'tool-returned').map(({ monotonicMs }) => monotonicMs)
    return { called, end: events.find(({ body }) => body.kind === 'trial-ended')?.monotonicMs ?? 0 }
  })
  return spans.flatMap((one) =>
    spans
      .filter((other) => other !== one)
      .flatMap(({ called }) => {
        return called.filter((at) => at > (one.called[0] ?? Number.POSITIVE_INFINITY) && at < one.end)
      }),
  ).length
}

const probesNamed = (names: readonly string[]) =>
  names.map((intervention) => ({ intervention, trigger: 0.4, dose: interventionNamed(intervention).dose }))

function design(family: TaskFamily, systems: readonly Candidate[]): StudyDesign {
  return {
    name: 'copy',
    seed: 3,
    systems,
    reference: systems[0]?.system.model ?? '',
    families: [family],
    forms: [],
    probes: [],
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 2.5, extraSteps: 10 },
    level: 0.95,
    margin: 0.1,
  }
}

test('a study of a public file server forks in copied folders and finds who goes by names', async () => {
  const folder = folderWith(START)
  const family = await serverFamily(copyFamily({ isStateless: true }), { folder, env: {} })
  const candidates = [candidate('reads-descriptions', true), candidate('knows-names', false)]
  const probes = ['tool-renamed', 'error-first-n', 'empty-success', 'false-success', 'tool-removed-alternative']
  const plan = planStudy({ ...design(family, candidates), probes: probesNamed(probes) })
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
