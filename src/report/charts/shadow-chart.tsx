import type { ReactElement } from 'react'
import { mirrored, type ShadowFinding } from '../../domain/index.js'
import { gapWords } from '../sentences.js'
import { ForestChart, type ForestRow } from './forest-chart.js'
import type { ChartFrame } from './frame.js'
import { GAP_TONES, type Tone } from './marker.js'
import { SoundingChart } from './sounding-chart.js'

/** One system on both sides of a contrast. */
export interface Sounding {
  readonly finding: ShadowFinding
  /** What may be said of its gap on the narrow side, on the long side, and of the change between them. */
  readonly narrowTone: Tone
  readonly longTone: Tone
  readonly changeTone: Tone
}

/** Gaps of several systems on the two sides of one contrast. */
export interface ShadowChartProps extends ChartFrame {
  readonly names: ShadowFinding['names']
  /** All against one reference and over one contrast. */
  readonly soundings: readonly Sounding[]
}

/** Systems that stand side by side on a wide picture. */
const MOST_COLUMNS = 9

/** Side by side under the water line where there is room, else a row for each system. */
export function ShadowChart(props: ShadowChartProps): ReactElement {
  if (props.size === 'wide' && props.soundings.length <= MOST_COLUMNS) return <SoundingChart {...props} />
  const { names, soundings, ...frame } = props
  return (
    <ForestChart
      {...frame}
      axis={{ kind: 'points', mark: 0, ends: { left: '← points behind', right: 'ahead →' } }}
      tones={GAP_TONES}
      groups={[{ title: `Upper: ${names.narrow}. Lower: ${names.long}.`, rows: soundings.map(rowOf) }]}
    />
  )
}

/** Right is better on this axis, and a gap is positive where the system is behind. */
function rowOf({ finding, narrowTone, longTone }: Sounding): ForestRow {
  return {
    label: finding.system,
    words: `${gapWords(finding.narrowGap)}; then ${gapWords(finding.longGap)}`,
    estimate: mirrored(finding.longGap),
    tone: longTone,
    before: { estimate: mirrored(finding.narrowGap), tone: narrowTone },
  }
}
