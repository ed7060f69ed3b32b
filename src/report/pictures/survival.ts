import type { SurvivalFinding } from '../../domain/index.js'
import type { Chart } from '../charts/chart.js'
import type { ReportDocument } from '../document.js'
import { shortNames, systemsOf } from '../names.js'
import { hazardSentence, survivalSentence } from '../sentences.js'
import { LENGTH_WORDS } from '../words.js'
import { groupBy, referenceOf, withShortNames } from './slices.js'

/** Survival, one picture for each unit of length. */
export function survivalCharts(document: ReportDocument): readonly Chart[] {
  const { findings, colours } = curvesOf(document)
  return groupBy(findings, ({ lengthKind }) => lengthKind).map(({ key, members }) => ({
    kind: 'survival',
    props: {
      id: `survival-${key}`,
      title: `Share still on track, by ${unitOf(members) ?? key}`,
      description: members.map(survivalSentence).join(' '),
      findings: members,
      measure: 'on-track',
      ...colours,
    },
  }))
}

/** Cumulative hazard, one picture for each unit of length in which anything derailed. */
export function hazardCharts(document: ReportDocument): readonly Chart[] {
  const { findings, colours } = curvesOf(document)
  return groupBy(findings, ({ lengthKind }) => lengthKind).flatMap(({ key, members }): Chart[] => {
    if (members.every(({ failures }) => failures === 0)) return []
    const props = {
      id: `hazard-${key}`,
      title: `Failures a trial would have met, by ${unitOf(members) ?? key}`,
      description: members.flatMap((finding) => hazardSentence(finding) ?? []).join(' '),
      findings: members,
      measure: 'hazard' as const,
      ...colours,
    }
    return [{ kind: 'survival', props }]
  })
}

function unitOf(members: readonly SurvivalFinding[]): string | undefined {
  return members[0] && LENGTH_WORDS[members[0].lengthKind]
}

function curvesOf(document: ReportDocument) {
  const nameOf = shortNames(document)
  const reference = referenceOf(document)
  return {
    findings: withShortNames(document, document.analysis?.survival ?? []),
    colours: {
      systems: systemsOf(document).map(nameOf),
      ...(reference !== undefined && { reference: nameOf(reference) }),
    },
  }
}
