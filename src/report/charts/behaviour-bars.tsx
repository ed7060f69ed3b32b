import type { ReactElement } from 'react'
import { BEHAVIOURS, type Behaviour, count, counted, percent } from '../../domain/index.js'
import type { BehaviourMix } from '../document.js'
import { BEHAVIOUR_WORDS } from '../words.js'
import { CHART_WIDTH, type ChartFrame, Frame } from './frame.js'
import { fitText, textWidth } from './text.js'

/** What systems did when something changed. */
export interface BehaviourBarsProps extends ChartFrame {
  readonly mixes: readonly BehaviourMix[]
}

/** One stacked bar for each system, with the classes named in the bar where they fit and in the legend always. */
export function BehaviourBars(props: BehaviourBarsProps): ReactElement {
  const isNarrow = props.size === 'narrow'
  const width = CHART_WIDTH[props.size]
  const left = isNarrow ? 0 : 240
  const rowHeight = isNarrow ? 62 : 46
  const seen = BEHAVIOURS.filter((behaviour) => props.mixes.some((mix) => (mix.counts[behaviour] ?? 0) > 0))
  const columns = isNarrow ? 2 : 5
  const bottom = props.mixes.length * rowHeight
  return (
    <Frame {...props} height={bottom + 20 + Math.ceil(seen.length / columns) * 22}>
      {props.mixes.map((mix, index) => (
        <MixBar
          key={mix.system}
          mix={mix}
          place={{ left, width: width - left, y: index * rowHeight, isNarrow, rowHeight }}
        />
      ))}
      <Legend seen={seen} columns={columns} width={width} y={bottom + 26} />
    </Frame>
  )
}

/** Colour of a behaviour, the same everywhere on the page. */
export function behaviourColour(behaviour: Behaviour): string {
  return `var(--act-${BEHAVIOURS.indexOf(behaviour)})`
}

interface BarPlace {
  readonly left: number
  readonly width: number
  readonly y: number
  readonly isNarrow: boolean
  readonly rowHeight: number
}

function MixBar({ mix, place }: { readonly mix: BehaviourMix; readonly place: BarPlace }): ReactElement {
  const total = BEHAVIOURS.reduce((sum, behaviour) => sum + (mix.counts[behaviour] ?? 0), 0)
  const barY = place.isNarrow ? place.y + 24 : place.y + 8
  return (
    <g>
      <text x={0} y={place.isNarrow ? place.y + 15 : barY + 14} fontWeight={place.isNarrow ? 500 : 400}>
        <title>{mix.system}</title>
        {fitText(mix.system, place.isNarrow ? 230 : 222, 13)}
      </text>
      <text
        x={place.isNarrow ? place.width : 0}
        y={place.isNarrow ? place.y + 15 : barY + 29}
        textAnchor={place.isNarrow ? 'end' : 'start'}
        fontSize={11}
        fill="var(--muted)"
      >
        {counted(total, 'trial')}
      </text>
      <Segments mix={mix} total={total} place={place} y={barY} />
    </g>
  )
}

function Segments(props: {
  readonly mix: BehaviourMix
  readonly total: number
  readonly place: BarPlace
  readonly y: number
}): ReactElement {
  const { mix, total, place, y } = props
  let x = place.left
  const parts = BEHAVIOURS.flatMap((behaviour) => {
    const trials = mix.counts[behaviour] ?? 0
    if (trials === 0 || total === 0) return []
    const part = { behaviour, trials, x, width: (trials / total) * place.width }
    x += part.width
    return [part]
  })
  return (
    <g>
      <Outline place={place} y={y} />
      {parts.map((part) => (
        <g key={part.behaviour}>
          <title>{`${BEHAVIOUR_WORDS[part.behaviour].name}: ${counted(part.trials, 'trial')}, ${percent(part.trials / total)}`}</title>
          <rect
            x={part.x + 0.75}
            y={y}
            width={Math.max(0.5, part.width - 1.5)}
            height={30}
            rx={2}
            fill={behaviourColour(part.behaviour)}
          />
          <text
            x={part.x + part.width / 2}
            y={y + 19.5}
            textAnchor="middle"
            fontSize={11}
            fontWeight={600}
            fill={`var(--on-act-${BEHAVIOURS.indexOf(part.behaviour)})`}
          >
            {segmentText(part.behaviour, part.trials, part.width)}
          </text>
        </g>
      ))}
    </g>
  )
}

/** Keeps the length of a bar readable where its segments are nearly as pale as the page. */
function Outline({ place, y }: { readonly place: BarPlace; readonly y: number }): ReactElement {
  return (
    <rect
      x={place.left + 0.5}
      y={y - 0.5}
      width={place.width - 1}
      height={31}
      rx={2.5}
      fill="none"
      stroke="var(--faint)"
      strokeOpacity={0.7}
    />
  )
}

function segmentText(behaviour: Behaviour, trials: number, width: number): string {
  const full = `${BEHAVIOUR_WORDS[behaviour].name} ${count(trials)}`
  if (textWidth(full, 11.5) + 8 <= width) return full
  return textWidth(count(trials), 11.5) + 6 <= width ? count(trials) : ''
}

function Legend(props: {
  readonly seen: readonly Behaviour[]
  readonly columns: number
  readonly width: number
  readonly y: number
}): ReactElement {
  return (
    <g fontSize={12} fill="var(--muted)">
      {props.seen.map((behaviour, index) => {
        const x = (index % props.columns) * (props.width / props.columns)
        const y = props.y + Math.floor(index / props.columns) * 22
        return (
          <g key={behaviour}>
            <title>{BEHAVIOUR_WORDS[behaviour].meaning}</title>
            <rect x={x} y={y - 10} width={12} height={12} rx={2} fill={behaviourColour(behaviour)} />
            <text x={x + 19} y={y}>
              {BEHAVIOUR_WORDS[behaviour].name}
            </text>
          </g>
        )
      })}
    </g>
  )
}
