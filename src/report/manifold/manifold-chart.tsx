import type { ReactElement } from 'react'
import type { ManifoldFinding } from '../../domain/index.js'
import { CHART_WIDTH, type ChartFrame, Frame, hatchOf } from '../charts/frame.js'
import { wrapText } from '../charts/text.js'
import { HeatMap } from './heat-map.js'
import { Legend } from './legend.js'
import { placesOf } from './places.js'
import { chartWords, NEVER_WORDS } from './words.js'

/** Competence over length and dose. */
export interface ManifoldChartProps extends ChartFrame {
  readonly finding: ManifoldFinding
}

const LINE = 16

/** A heat map of each system and one of each difference, all on the same axes and scales. */
export function ManifoldChart(props: ManifoldChartProps): ReactElement {
  const { finding, size } = props
  const { reference, systems, doses } = finding
  const { panels, legend, words, cellHeight } = placesOf(size, [reference, ...systems], doses.length)
  const hatch = hatchOf(props)
  // Running text is narrower than names and figures, for which the estimate of widths is made.
  const fitted = { width: CHART_WIDTH[size], fontSize: 10.2, lines: 12 }
  const never = wrapText(NEVER_WORDS, { ...fitted, fontSize: 11 })
  const lines = [...never, ...wrapText(chartWords(finding), fitted)]
  return (
    <Frame {...props} height={words + lines.length * LINE + 4}>
      {panels.map((place) => (
        <HeatMap
          key={`${place.system}-${place.shows}`}
          finding={finding}
          place={place}
          cellHeight={cellHeight}
          hatch={hatch}
        />
      ))}
      <Legend finding={finding} place={legend} hatch={hatch} />
      {lines.map((line, index) => (
        <text
          key={line}
          x={0}
          y={words + 10 + index * LINE}
          fontSize={11}
          fontWeight={index < never.length ? 600 : 400}
          fill={index < never.length ? 'var(--ink)' : 'var(--muted)'}
        >
          {line}
        </text>
      ))}
    </Frame>
  )
}
