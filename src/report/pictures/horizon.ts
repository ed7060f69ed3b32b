import type { Chart } from '../charts/chart.js'
import type { ReportDocument } from '../document.js'
import { shortNames, systemsOf } from '../names.js'
import { LENGTH_WORDS } from '../words.js'
import { bySuccess, groupBy, referenceOf, withShortNames } from './slices.js'

/** Success by the length of the task, one picture for each kind of length; none where lengths are not known. */
export function horizonCharts(document: ReportDocument): readonly Chart[] {
  const reference = referenceOf(document)
  const found = [...(document.analysis?.horizons ?? [])].sort(bySuccess(document))
  return groupBy(withShortNames(document, found), ({ lengthKind }) => lengthKind).map(({ key, members }) => ({
    kind: 'horizon',
    props: {
      id: `horizon-${key}`,
      title: `Share finished, by length in ${members[0] === undefined ? key : LENGTH_WORDS[members[0].lengthKind]}`,
      description: members.map(({ words }) => words.join(' ')).join(' '),
      findings: members,
      systems: systemsOf(document).map(shortNames(document)),
      ...(reference === undefined ? {} : { reference: shortNames(document)(reference) }),
    },
  }))
}
