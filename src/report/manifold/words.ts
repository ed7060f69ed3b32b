import { counted, isToldApart, type ManifoldCell, type ManifoldFinding, percent } from '../../domain/index.js'
import type { ReportDocument } from '../document.js'
import { named, shortNames } from '../names.js'
import { gapWords } from '../sentences.js'
import { listed } from '../words.js'

/** What stands on every picture of small models in a made world. */
export const NEVER_WORDS = 'Instrument check: evidence about the instrument, never about language models.'

/** The manifold of a document with its systems named for running text. */
export function shortManifold(document: ReportDocument): ManifoldFinding | undefined {
  const { manifold } = document
  if (manifold === undefined) return undefined
  const nameOf = shortNames(document)
  return {
    ...manifold,
    reference: nameOf(manifold.reference),
    systems: manifold.systems.map(nameOf),
    cells: manifold.cells.map((cell) => named(cell, nameOf)),
  }
}

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

function systemWords({ reference, cells, level }: ManifoldFinding, system: string): string {
  const own = cells.filter((cell) => cell.system === system && cell.behind?.kind === 'determined')
  const apart = own.filter(isToldApart)
  if (own.length === 0) return `${system} could not be held against ${reference}.`
  if (apart.length === 0) return `${system} is told apart from ${reference} in none of ${counted(own.length, 'cell')}.`
  const widest = apart.reduce((most, cell) => (Math.abs(gapOf(cell)) > Math.abs(gapOf(most)) ? cell : most))
  const points = `${Math.round(Math.abs(gapOf(widest)) * 100)} points ${gapOf(widest) > 0 ? 'behind' : 'ahead'}`
  const where = `${widest.length} calls with ${counted(widest.dose, 'disturbance')}`
  const sure = `${own.filter((cell) => isEstablished(cell, level)).length} after correction for all of them`
  return `${system} is told apart from ${reference} in ${apart.length} of ${counted(own.length, 'cell')} (${sure}), most at ${where}: ${points}.`
}

function gapOf({ behind }: ManifoldCell): number {
  return behind?.kind === 'determined' ? behind.value : 0
}

/** Whether a difference holds after correction for all cells. */
function isEstablished({ correctedP = 1 }: ManifoldCell, level: number): boolean {
  return correctedP <= 1 - level
}

/** Whether a cell is undisturbed work of a length at which the other systems are at home. */
function isHome({ length, dose }: ManifoldCell, { homeLength = 0 }: ManifoldFinding): boolean {
  return dose === 0 && length <= homeLength
}

/** Systems that are behind or ahead of the reference somewhere, after correction for all cells. */
function establishedIn({ systems, cells, level }: ManifoldFinding, sign: 1 | -1): readonly string[] {
  return systems.filter((system) =>
    cells.some((cell) => cell.system === system && isEstablished(cell, level) && Math.sign(gapOf(cell)) === sign),
  )
}

/** The first sentence: who keeps up where the others are at home and falls behind elsewhere. */
export function manifoldLead(finding: ManifoldFinding): string {
  const { reference, cells } = finding
  const [behind, ahead] = [establishedIn(finding, 1), establishedIn(finding, -1)]
  if (behind.length === 0 && ahead.length === 0) return `No system is established to differ from ${reference} anywhere.`
  const homes = cells.filter((cell) => isHome(cell, finding))
  const kept = behind.filter((system) => {
    const own = homes.filter((cell) => cell.system === system)
    return own.length > 0 && !own.some(isToldApart)
  })
  const rest = behind.filter((system) => !kept.includes(system))
  const say = (names: readonly string[], one: string, many: string) =>
    names.length === 0 ? [] : [`${listed(names)} ${names.length === 1 ? one : many}.`]
  return [
    ...say(
      kept,
      `keeps up with ${reference} at home and falls behind away from it`,
      `keep up with ${reference} at home and fall behind away from it`,
    ),
    ...say(rest, `falls behind ${reference}`, `fall behind ${reference}`),
    ...say(ahead, `is ahead of ${reference} somewhere`, `are ahead of ${reference} somewhere`),
  ].join(' ')
}

/** What the numbers rest on. */
export function basisWords(finding: ManifoldFinding): string {
  const { cells, level, leftOut, systems } = finding
  const sizes = cells.flatMap(({ success }) => (success.kind === 'determined' ? [success.samples] : []))
  const [least, most] = [Math.min(...sizes), Math.max(...sizes)]
  const size = sizes.length === 0 ? 'no samples' : `${least === most ? '' : `${least} to `}${counted(most, 'sample')}`
  const each = `Each cell: ${size}, the same for all systems, with the same disturbances at the same steps.`
  const compared = cells.filter(({ system }) => systems.includes(system)).length
  const chance = Math.round(compared * (1 - level))
  const missing = leftOut.reduce((sum, { samples }) => sum + samples, 0)
  const left = missing === 0 ? '' : ` Left out for want of a witness: ${counted(missing, 'sample')}.`
  return `${each} Told apart: the ${percent(level)} interval of the difference leaves out 0; of equal systems about ${chance} of ${counted(compared, 'cell')} would be.${left}`
}

/** What stands below the picture. */
export function chartWords(finding: ManifoldFinding): string {
  const { homeLength } = finding
  const home = homeLength === undefined ? '' : `At home: undisturbed work of up to ${homeLength} reference calls. `
  return `${home}${basisWords(finding)}`
}
