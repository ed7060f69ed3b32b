import type { Estimate, Verdict } from '../../domain/index.js'
import { points } from '../../domain/index.js'
import { undecidedWords, verdictWords } from '../words.js'
import { wrapText } from './layout.js'

/** A finding with both of its verdicts. */
export interface Judged {
  readonly name: string
  readonly estimate: Estimate
  readonly verdict: Verdict
  readonly correctedVerdict: Verdict
}

/** What a positive and a negative estimate are called once they are established. */
interface SignWords {
  readonly positive: string
  readonly negative: string
}

/** Findings under their verdicts, a line for each verdict that occurs, the established first. */
export function verdictLines(findings: readonly Judged[], signs: SignWords, columns: number): string[] {
  const groups = new Map<string, string[]>()
  for (const finding of [...findings].sort((a, b) => order(a) - order(b))) {
    const { heading, detail } = verdictOf(finding, signs)
    const names = groups.get(heading) ?? []
    names.push(detail === undefined ? finding.name : `${finding.name} (${detail})`)
    groups.set(heading, names)
  }
  return [...groups].map(([heading, names]) => wrapText(`    ${heading}: ${names.join(', ')}`, columns, '      '))
}

const ORDER: readonly Verdict['kind'][] = [
  'established',
  'established-equivalent',
  'not-established',
  'undecided',
  'undetermined',
]

function order({ correctedVerdict, verdict }: Judged): number {
  return ORDER.indexOf(correctedVerdict.kind) * 10 + ORDER.indexOf(verdict.kind)
}

function verdictOf(finding: Judged, signs: SignWords): { readonly heading: string; readonly detail?: string } {
  const { correctedVerdict: corrected, verdict: raw, estimate } = finding
  const sign = estimate.kind === 'determined' && estimate.value < 0 ? signs.negative : signs.positive
  if (corrected.kind === 'established') return { heading: `${sign}, established` }
  if (raw.kind === 'established') return { heading: `${sign}, established before correction only` }
  switch (corrected.kind) {
    case 'established-equivalent':
      return { heading: `Established equivalent, within ${points(corrected.margin)} points` }
    case 'not-established':
      return corrected.smallestFound === undefined
        ? { heading: 'Not established' }
        : { heading: 'Not established', detail: `finds ${points(corrected.smallestFound)} points or more` }
    case 'undecided':
      return {
        heading: 'Undecided',
        detail: undecidedWords(corrected.moreTrials, corrected.moreUsd).replace('undecided: ', ''),
      }
    case 'undetermined':
      return { heading: verdictWords(corrected).replace('cannot', 'Cannot') }
  }
}
