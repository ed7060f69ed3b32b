import type { ReactElement } from 'react'
import type { ManifoldFinding } from '../../domain/index.js'
import { type ChartFrame, Frame, hatchOf } from '../charts/frame.js'
import { HeatMap } from './heat-map.js'
import { Legend } from './legend.js'
import { placesOf } from './places.js'

/** Competence over length and dose. */
export interface ManifoldChartProps extends ChartFrame {
  readonly finding: ManifoldFinding
}

/** A heat map of each system and one of each difference, all on the same axes and scales. */
export function ManifoldChart(props: ManifoldChartProps): ReactElement {
  const { finding, size } = props
  const { reference, systems, doses } = finding
  const { panels, legend, height, cellHeight } = placesOf(size, [reference, ...systems], doses.length)
  const hatch = hatchOf(props)
  return (
    <Frame {...props} height={height}>
      {panels.map((place) => (
        <HeatMap
          key={`${place.system}-${place.shows}`}
          finding={finding}
          place={place}
          cellHeight={cellHeight}
          hatch={hatch}
        />
      ))}
      <Legend finding={finding} size={size} place={legend} hatch={hatch} />
    </Frame>
  )
}
