import { type ManifoldFinding, RELEASE } from '../../domain/index.js'
import { addUp } from '../../estimate/index.js'
import type { MethodNote, ReportDocument } from '../document.js'
import { versionsOf } from '../from-study.js'

/**
 * A report of a manifold alone.
 *
 * @param made.trials that ended, those of the tracer included
 */
export function manifoldReport(
  manifold: ManifoldFinding,
  made: { readonly createdAt: string; readonly seed: number; readonly trials: number },
): ReportDocument {
  const { reference, systems, cells, lengths } = manifold
  const samplesAt = (length: number) =>
    Math.max(0, ...cells.flatMap((cell) => (cell.length === length ? [cell.success.samples] : [])))
  return {
    schemaVersion: 1,
    kind: 'report',
    source: 'live',
    isInstrumentCheck: true,
    title: 'The manifold',
    createdAt: made.createdAt,
    versions: versionsOf(RELEASE),
    seeds: { study: made.seed },
    counts: {
      systems: 1 + systems.length,
      samples: lengths.reduce((sum, length) => sum + samplesAt(length), 0),
      trials: made.trials,
    },
    manifold,
    method: notesOf(manifold, reference),
    exclusions: exclusionsOf(manifold),
  }
}

function notesOf({ disturbances }: ManifoldFinding, reference: string): MethodNote[] {
  return [
    {
      title: 'Dose',
      words: `The number of disturbances set into one run, each at a step of its own, spread evenly over undisturbed work and taken in an order drawn for the sample: a larger dose holds every smaller one. Each is one of ${disturbances.join(', ')}, drawn anew. Who ends before a step does not meet what waits there, and counts all the same.`,
    },
    {
      title: 'Witness',
      words:
        'A sample is used only where a model that never errs solves it under every dose. Each disturbance allows ten steps more.',
    },
    {
      title: 'Difference',
      words: `Success of ${reference} minus that of the other system on the same samples, clustered by sample. A cell is marked by its own interval; the words count the cells that hold after correction for all of them (Holm).`,
    },
  ]
}

function exclusionsOf({ leftOut, cells, reference, systems }: ManifoldFinding): ReportDocument['exclusions'] {
  const missing = leftOut.map(({ length, samples }) => {
    return { where: `all systems at ${length} calls`, reason: 'samples without a witness', trials: samples }
  })
  const voids = [reference, ...systems].flatMap((system) => {
    const sums = cells
      .filter((cell) => cell.system === system)
      .reduce<Readonly<Record<string, number>>>((sum, { success }) => addUp(sum, success.excluded), {})
    return Object.entries(sums).map(([reason, trials]) => ({ where: system, reason, trials }))
  })
  return [...missing, ...voids]
}
