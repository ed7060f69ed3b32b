import {
  ConfigError,
  type ManifoldCell,
  type ManifoldFinding,
  systemLabel,
  type TaskFamily,
} from '../../domain/index.js'
import { comparePaired, estimateSuccess, holm, mean } from '../../estimate/index.js'
import { type BlockOptions, type DosedRow, runBlock } from './block.js'

/** What measuring a manifold needs. */
export interface ManifoldOptions extends BlockOptions {
  readonly families: readonly TaskFamily[]
  /** Reference calls, ascending, from 5. */
  readonly lengths: readonly number[]
  readonly samplesPerFamily: number
  /** Where the other systems are at home: undisturbed work of up to so many reference calls; nobody says where left out. */
  readonly homeLength?: number
}

/**
 * Competence over length and dose: every system on the same samples, with the same disturbances at the same steps.
 *
 * @throws ConfigError where a length, a dose or the number of samples cannot be used
 */
export async function measureManifold(options: ManifoldOptions): Promise<ManifoldFinding> {
  requireGrid(options)
  const { families, lengths, doses, disturbances, samplesPerFamily, reference, others, level, homeLength } = options
  const systems = others.map(({ system }) => systemLabel(system))
  const compared = { reference: systemLabel(reference.system), systems, doses, level }
  const cells: TestedCell[] = []
  const leftOut: ManifoldFinding['leftOut'][number][] = []
  for (const length of lengths) {
    const blocks = []
    for (const family of families) blocks.push(await runBlock(options, { family, length, samples: samplesPerFamily }))
    const rows = blocks.flatMap((block) => block.rows)
    cells.push(...cellsOf(rows, { ...compared, length }))
    const [missing, drawn] = [sumOf(blocks, 'leftOut'), sumOf(blocks, 'drawn')]
    if (missing > 0) leftOut.push({ length, samples: missing, drawn })
  }
  const names = disturbances.map(({ intervention }) => intervention.name)
  const home = homeLength !== undefined && { homeLength }
  return { ...compared, lengths, ...home, disturbances: names, cells: corrected(cells), leftOut }
}

const sumOf = <K extends string>(of: readonly Readonly<Record<K, number>>[], key: K) =>
  of.reduce((sum, entry) => sum + entry[key], 0)

/** How many trials a manifold takes at most, those of the tracer included. */
export function trialsOfManifold(
  options: Pick<ManifoldOptions, 'families' | 'lengths' | 'doses' | 'others' | 'samplesPerFamily'>,
) {
  const { families, lengths, doses, others, samplesPerFamily } = options
  return families.length * lengths.length * doses.length * samplesPerFamily * (others.length + 2)
}

function requireGrid({ lengths, doses, samplesPerFamily }: ManifoldOptions): void {
  const isAscending = (values: readonly number[]) =>
    values.every((value, place) => Number.isInteger(value) && value > (values[place - 1] ?? -1))
  if (!isAscending(lengths) || (lengths[0] ?? 0) < 5) {
    throw new ConfigError('lengths', lengths.join(','), 'ascending whole numbers from 5')
  }
  if (!isAscending(doses) || doses[0] !== 0) {
    throw new ConfigError('doses', doses.join(','), 'ascending whole numbers, the first of them 0')
  }
  if (!Number.isInteger(samplesPerFamily) || samplesPerFamily < 1) {
    throw new ConfigError('samples', samplesPerFamily, 'a whole number from 1')
  }
}

/** A cell with its test, where there was one. */
interface TestedCell {
  readonly cell: ManifoldCell
  readonly p?: number
}

function corrected(tested: readonly TestedCell[]): ManifoldCell[] {
  const adjusted = holm(tested.flatMap(({ p }) => (p === undefined ? [] : [p]))).values()
  return tested.map(({ cell, p }) => {
    const correctedP = p === undefined ? undefined : adjusted.next().value
    return correctedP === undefined ? cell : { ...cell, correctedP }
  })
}

function cellsOf(
  rows: readonly DosedRow[],
  of: Pick<ManifoldFinding, 'reference' | 'systems' | 'doses' | 'level'> & { readonly length: number },
): TestedCell[] {
  const { reference, systems, doses, level, length } = of
  return [reference, ...systems].flatMap((system) =>
    doses.map((dose): TestedCell => {
      const at = (label: string) => rows.filter((entry) => entry.dose === dose && entry.row.system === label)
      const own = at(system)
      const counted = own.filter(({ row }) => row.outcome.kind !== 'void')
      const outcomes = own.map(({ row }) => row)
      const beside = at(reference).map(({ row }) => row)
      const compared = system === reference ? undefined : comparePaired(beside, outcomes, { level })
      const cell = {
        system,
        length,
        dose,
        success: estimateSuccess(outcomes, { level }),
        ...(counted.length > 0 && { met: mean(counted.map(({ met }) => met)) }),
        ...(compared !== undefined && { behind: compared.difference }),
      }
      return { cell, ...(compared?.test !== undefined && { p: compared.test.p }) }
    }),
  )
}
