import { counted } from '../../domain/index.js'
import type { Chart } from '../charts/chart.js'
import type { ReportDocument } from '../document.js'
import { bySuccess, withShortNames } from './slices.js'

/** Systems in one picture at most, so that it fits a sheet of paper. */
const MOST_PANELS = 8

/** How trials end, step by step: a panel for each system, on one scale. */
export function failureCharts(document: ReportDocument): readonly Chart[] {
  const found = [...(document.analysis?.failureModes ?? [])].sort(bySuccess(document))
  const modes = withShortNames(document, found).filter(({ points }) => points.length > 0)
  const furthest = Math.max(1, ...modes.flatMap(({ points }) => points.map(({ exposure }) => exposure)))
  const pictures = Array.from({ length: Math.ceil(modes.length / MOST_PANELS) }, (_, index) => {
    return modes.slice(index * MOST_PANELS, (index + 1) * MOST_PANELS)
  })
  return pictures.map((own, index) => ({
    kind: 'failures',
    props: {
      id: index === 0 ? 'failures' : `failures-${index}`,
      title: index === 0 ? 'How trials end, step by step' : 'How trials end, continued',
      description: own.map(({ trials, words }) => `${words.join(' ')} (${counted(trials, 'trial')})`).join(' '),
      modes: own,
      furthest,
    },
  }))
}
