import type { Chart } from '../charts/chart.js'
import type { ReportDocument } from '../document.js'
import { shortNames, systemsOf } from '../names.js'
import { survivalSentence } from '../sentences.js'
import { LENGTH_WORDS } from '../words.js'
import { groupBy, referenceOf, withShortNames } from './slices.js'

/** Survival, one picture for each unit of length. */
export function survivalCharts(document: ReportDocument): readonly Chart[] {
  const reference = referenceOf(document)
  const findings = withShortNames(document, document.analysis?.survival ?? [])
  return groupBy(findings, ({ lengthKind }) => lengthKind).map(({ key, members }) => ({
    kind: 'survival',
    props: {
      id: `survival-${key}`,
      title: `Share still on track, by ${members[0] === undefined ? key : LENGTH_WORDS[members[0].lengthKind]}`,
      description: members.map(survivalSentence).join(' '),
      findings: members,
      systems: systemsOf(document).map(shortNames(document)),
      ...(reference === undefined ? {} : { reference: shortNames(document)(reference) }),
    },
  }))
}
