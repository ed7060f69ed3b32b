import type { ReactElement } from 'react'
import { FailureChart, type FailureChartProps } from '../curves/failure-chart.js'
import { HorizonChart, type HorizonChartProps } from '../curves/horizon-chart.js'
import { SurvivalChart, type SurvivalChartProps } from '../curves/survival-chart.js'
import { ManifoldChart, type ManifoldChartProps } from '../manifold/manifold-chart.js'
import { BehaviourBars, type BehaviourBarsProps } from './behaviour-bars.js'
import { ForestChart, type ForestChartProps } from './forest-chart.js'
import { ShadowChart, type ShadowChartProps } from './shadow-chart.js'

/** A picture as data: drawn on the page, exported as SVG, or shown as text. */
export type Chart =
  | { readonly kind: 'forest'; readonly props: Omit<ForestChartProps, 'size'> }
  | { readonly kind: 'survival'; readonly props: Omit<SurvivalChartProps, 'size'> }
  | { readonly kind: 'horizon'; readonly props: Omit<HorizonChartProps, 'size'> }
  | { readonly kind: 'failures'; readonly props: Omit<FailureChartProps, 'size'> }
  | { readonly kind: 'behaviours'; readonly props: Omit<BehaviourBarsProps, 'size'> }
  | { readonly kind: 'shadow'; readonly props: Omit<ShadowChartProps, 'size'> }
  | { readonly kind: 'manifold'; readonly props: Omit<ManifoldChartProps, 'size'> }

/** The picture in one of its two layouts. */
export function ChartPicture(props: { readonly chart: Chart; readonly size: 'wide' | 'narrow' }): ReactElement {
  const { chart, size } = props
  switch (chart.kind) {
    case 'forest':
      return <ForestChart {...chart.props} size={size} />
    case 'survival':
      return <SurvivalChart {...chart.props} size={size} />
    case 'horizon':
      return <HorizonChart {...chart.props} size={size} />
    case 'failures':
      return <FailureChart {...chart.props} size={size} />
    case 'behaviours':
      return <BehaviourBars {...chart.props} size={size} />
    case 'shadow':
      return <ShadowChart {...chart.props} size={size} />
    case 'manifold':
      return <ManifoldChart {...chart.props} size={size} />
  }
}
