import type { InterventionFinding } from '../../domain/index.js'
import { count, counted } from '../../domain/index.js'
import type { Chart } from '../charts/chart.js'
import type { ForestRow } from '../charts/forest-chart.js'
import type { ReportDocument } from '../document.js'
import { effectWords } from '../sentences.js'
import { groupBy, toneOf, withShortNames } from './slices.js'

/** What each intervention does to each system, with the sham beside it: a picture for each system, on one scale. */
export function effectCharts(document: ReportDocument): readonly Chart[] {
  const findings = withShortNames(document, document.interventions ?? [])
  const shared = findings.map(({ effect }) => effect)
  const groups = groupBy(findings, ({ system }) => system)
  return [...groups]
    .sort((a, b) => worst(a.members) - worst(b.members))
    .map(({ key, members }, index) => ({
      kind: 'forest',
      props: {
        id: `effects-${index}`,
        title: `What one change does to ${key}`,
        description: members
          .map((finding) => `${finding.intervention} on ${finding.system}: ${effectWords(finding.effect)}.`)
          .join(' '),
        axis: {
          kind: 'points',
          mark: 0,
          ends: { left: '← the change costs points', right: 'it adds →' },
          shared,
        },
        tones: {
          behind: 'costs success, established',
          ahead: 'adds success, established',
          even: 'no difference, established',
          unsure: 'cannot tell',
        },
        groups: groupBy(members, ({ concern }) => concern ?? '').map(({ key: concern, members: rows }) => ({
          ...(concern !== '' && { title: `A matter of ${concern}, apart from work` }),
          rows: rows.map(effectRow),
        })),
      },
    }))
}

function effectRow(finding: InterventionFinding): ForestRow {
  return {
    label: finding.intervention,
    detail: `${count(finding.counts.delivered)} of ${counted(finding.counts.planned, 'pair')} delivered`,
    estimate: finding.effect,
    tone: toneOf(finding.correctedVerdict, finding.effect),
    words: effectWords(finding.effect),
    beside: { sham: finding.shamSuccess, varied: finding.variedSuccess },
  }
}

/** The largest established loss; 0 where none is established. */
function worst(findings: readonly InterventionFinding[]): number {
  const losses = findings.flatMap(({ effect, correctedVerdict }) =>
    correctedVerdict.kind === 'established' && effect.kind === 'determined' ? [effect.value] : [],
  )
  return Math.min(0, ...losses)
}

/** What systems did after a change. */
export function behaviourChart(document: ReportDocument): Chart {
  const mixes = withShortNames(document, document.behaviours ?? [])
  return {
    kind: 'behaviours',
    props: {
      id: 'behaviours',
      title: 'What systems do when something changes',
      description: mixes
        .map((mix) => {
          const parts = Object.entries(mix.counts).map(([name, trials]) => `${name} ${trials}`)
          return `${mix.system}: ${parts.join(', ')}.`
        })
        .join(' '),
      mixes,
    },
  }
}
