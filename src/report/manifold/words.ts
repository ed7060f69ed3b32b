import { counted, isToldApart, type ManifoldCell, type ManifoldFinding, percent } from '../../domain/index.js'
import { gapWords } from '../sentences.js'
import { listed } from '../words.js'

/** What stands on every picture of networks in a made world. */
export const NEVER_WORDS = 'Instrument check: evidence about the instrument, never about language models.'

/** One cell in a sentence. */
export function cellWords({ system, length, dose, success, behind }: ManifoldCell): string {
  const where = `${system}, ${length} calls, ${counted(dose, 'disturbance')}`
  if (success.kind === 'undetermined') return `${where}: not measured`
  const { value, low, high, samples } = success
  const share = `${percent(value)} solved (${percent(low)} to ${percent(high)}), ${counted(samples, 'sample')}`
  if (behind?.kind !== 'determined') return `${where}: ${share}`
  return `${where}: ${share}; ${gapWords(behind)}${isToldApart({ behind }) ? '' : ', not told apart'}`
}

/** What a manifold shows, a sentence for each of the other systems. */
export function manifoldWords(finding: ManifoldFinding): string[] {
  return finding.systems.map((system) => systemWords(finding, system))
}

function systemWords({ reference, cells }: ManifoldFinding, system: string): string {
  const own = cells.filter((cell) => cell.system === system && cell.behind?.kind === 'determined')
  const apart = own.filter(isToldApart)
  if (own.length === 0) return `${system} could not be held against ${reference}.`
  if (apart.length === 0) return `${system} is told apart from ${reference} in none of ${counted(own.length, 'cell')}.`
  const widest = apart.reduce((most, cell) => (Math.abs(gapOf(cell)) > Math.abs(gapOf(most)) ? cell : most))
  const points = `${Math.round(Math.abs(gapOf(widest)) * 100)} points ${gapOf(widest) > 0 ? 'behind' : 'ahead'}`
  const where = `${widest.length} calls with ${counted(widest.dose, 'disturbance')}`
  return `${system} is told apart from ${reference} in ${apart.length} of ${counted(own.length, 'cell')}, most at ${where}: ${points}.`
}

function gapOf({ behind }: ManifoldCell): number {
  return behind?.kind === 'determined' ? behind.value : 0
}

/** The first sentence: how things stand where the others are at home, and how far they fall elsewhere. */
export function manifoldLead(finding: ManifoldFinding): string {
  const { reference, systems, cells } = finding
  const apart = systems.filter((system) => cells.some((cell) => cell.system === system && isToldApart(cell)))
  if (apart.length === 0) return `No system is told apart from ${reference} anywhere.`
  const { homeLength = 0 } = finding
  const isHome = ({ length, dose }: ManifoldCell) => dose === 0 && length <= homeLength
  const only = apart.filter(
    (system) => !cells.some((cell) => cell.system === system && isHome(cell) && isToldApart(cell)),
  )
  const isAny = cells.some(isHome)
  const one = (names: readonly string[]) => (names.length === 1 ? 'is' : 'are')
  if (!isAny || only.length === 0) return `${listed(apart)} ${one(apart)} told apart from ${reference}.`
  return `${listed(only)} ${one(only)} not told apart from ${reference} at home, and ${one(only)} off it.`
}

/** What the numbers rest on. */
export function basisWords(finding: ManifoldFinding): string {
  const { cells, level, leftOut, systems } = finding
  const sizes = cells.flatMap(({ success }) => (success.kind === 'determined' ? [success.samples] : []))
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  const size = sizes.length === 0 ? 'no samples' : `${least === most ? '' : `${least} to `}${counted(most, 'sample')}`
  const each = `Each cell: ${size}, for all systems the same and with the same disturbances at the same steps.`
  const compared = cells.filter(({ system }) => systems.includes(system)).length
  const chance = Math.round(compared * (1 - level))
  const missing = leftOut.reduce((sum, { samples }) => sum + samples, 0)
  const left = missing === 0 ? '' : ` Left out for want of a witness: ${counted(missing, 'sample')}.`
  return `${each} Told apart at ${percent(level)}: of equal systems about ${chance} of ${counted(compared, 'cell')} would be.${left}`
}
