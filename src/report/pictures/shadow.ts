import { mirrored, type ShadowFinding, type Verdict } from '../../domain/index.js'
import type { Chart } from '../charts/chart.js'
import type { Sounding } from '../charts/shadow-chart.js'
import type { ReportDocument } from '../document.js'
import { named, shortNames } from '../names.js'
import { gapChangeWords } from '../sentences.js'
import { bySuccess, groupBy, toneOf } from './slices.js'

/** Shadows, one picture for each contrast. */
export function shadowCharts(document: ReportDocument): readonly Chart[] {
  const nameOf = shortNames(document)
  const shadows = [...(document.analysis?.shadows ?? [])].sort(bySuccess(document))
  const contrastOf = ({ contrast, names, reference }: ShadowFinding): string =>
    [contrast, names.narrow, names.long, reference].join('\n')
  return groupBy(shadows, contrastOf).map(({ members }, index) => {
    const [first] = members
    const names = first?.names ?? { narrow: 'narrow', long: 'long' }
    return {
      kind: 'shadow',
      props: {
        id: `shadow-${index}`,
        title: `Points behind ${first === undefined ? 'the reference' : nameOf(first.reference)}: ${names.narrow}, and ${names.long}`,
        description: members
          .map((finding) => `${nameOf(finding.system)}: ${gapChangeWords(finding.shadow)}.`)
          .join(' '),
        names,
        soundings: members.map((finding) => soundingOf(document, finding, nameOf)),
      },
    }
  })
}

/** One system on both sides, each side coloured by its own verdict, the change by that of the shadow. */
function soundingOf(document: ReportDocument, found: ShadowFinding, nameOf: (label: string) => string): Sounding {
  const finding = named(found, nameOf)
  const { narrowGap, longGap, correctedVerdict } = finding
  const toneOn = (stratum: string, gap: ShadowFinding['narrowGap']) =>
    toneOf(verdictOn(document, found.system, stratum), mirrored(gap))
  return {
    finding,
    narrowTone: toneOn('narrow', narrowGap),
    longTone: toneOn('long', longGap),
    changeTone: toneOf(correctedVerdict, mirrored(finding.shadow)),
  }
}

function verdictOn({ analysis }: ReportDocument, system: string, stratum: string): Verdict {
  const pair = analysis?.pairs.find(
    (entry) => entry.system === system && entry.slice.kind === 'stratum' && entry.slice.name === stratum,
  )
  return pair?.correctedVerdict ?? { kind: 'undetermined', reason: 'no-strata' }
}
