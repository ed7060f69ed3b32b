import { type ScaleLinear, scaleLinear } from 'd3-scale'
import type { ReactElement } from 'react'
import type { Estimate } from '../../domain/index.js'
import { points } from '../../domain/index.js'
import { CHART_WIDTH, Frame } from './frame.js'
import { GAP_TONES, Marker, TONE_COLOUR, TONES, type Tone, ToneLegend } from './marker.js'
import type { ShadowChartProps, Sounding } from './shadow-chart.js'
import { wrapText } from './text.js'

const LEFT = 66
const TOP = 44
const DEPTH = 250
const LINE = 15

/** The reference is the water line; from each system a line goes down from its narrow gap to its long one. */
export function SoundingChart(props: ShadowChartProps): ReactElement {
  const { soundings } = props
  const scale = depthOf(soundings)
  const column = (CHART_WIDTH.wide - LEFT) / Math.max(1, soundings.length)
  const names = soundings.map(({ finding }) => nameLines(finding.system, column))
  const most = Math.max(1, ...names.map((lines) => lines.length))
  const tones = TONES.filter((tone) =>
    soundings.some(({ narrowTone, longTone }) => narrowTone === tone || longTone === tone),
  )
  return (
    <Frame {...props} height={TOP + DEPTH + 54 + most * LINE}>
      <ToneLegend tones={tones.map((tone) => ({ tone, words: GAP_TONES[tone] }))} width={500} y={10} />
      <text x={CHART_WIDTH.wide} y={14} textAnchor="end" fontSize={12} fill="var(--muted)">
        {`left ${props.names.narrow}, right ${props.names.long}`}
      </text>
      <Water scale={scale} />
      {soundings.map((sounding, index) => (
        <g key={sounding.finding.system}>
          <Column sounding={sounding} scale={scale} x={LEFT + column * (index + 0.5)} width={column} />
          <ColumnWords
            sounding={sounding}
            lines={names[index] ?? []}
            x={LEFT + column * (index + 0.5)}
            y={TOP + DEPTH + 28 + most * LINE}
          />
        </g>
      ))}
    </Frame>
  )
}

function depthOf(soundings: readonly Sounding[]): ScaleLinear<number, number> {
  const ends = soundings.flatMap(({ finding }) =>
    [finding.narrowGap, finding.longGap].flatMap((gap) => (gap.kind === 'determined' ? [gap.low, gap.high] : [])),
  )
  return scaleLinear([Math.min(-0.05, ...ends), Math.max(0.1, ...ends)], [TOP, TOP + DEPTH]).nice(5)
}

function Water({ scale }: { readonly scale: ScaleLinear<number, number> }): ReactElement {
  const surface = scale(0)
  return (
    <g fontSize={11} fill="var(--muted)">
      <rect
        x={LEFT}
        y={surface}
        width={CHART_WIDTH.wide - LEFT}
        height={TOP + DEPTH - surface}
        fill="var(--accent)"
        fillOpacity={0.07}
      />
      {scale.ticks(5).map((value) => (
        <g key={value}>
          <line
            x1={LEFT}
            x2={CHART_WIDTH.wide}
            y1={scale(value)}
            y2={scale(value)}
            stroke={value === 0 ? 'var(--accent)' : 'var(--line)'}
            strokeWidth={value === 0 ? 1.75 : 1}
          />
          <text x={LEFT - 10} y={scale(value) + 4} textAnchor="end">
            {depthWords(value)}
          </text>
        </g>
      ))}
    </g>
  )
}

function depthWords(gap: number): string {
  if (gap === 0) return 'level'
  return `${points(gap)} ${gap > 0 ? 'behind' : 'ahead'}`
}

interface ColumnProps {
  readonly sounding: Sounding
  readonly scale: ScaleLinear<number, number>
  readonly x: number
  readonly width: number
}

function Column({ sounding, scale, x, width }: ColumnProps): ReactElement {
  const { finding, narrowTone, longTone, changeTone } = sounding
  const reach = Math.min(30, width * 0.2)
  const { narrowGap, longGap } = finding
  return (
    <g>
      {narrowGap.kind === 'determined' && longGap.kind === 'determined' && (
        <line
          x1={x - reach}
          y1={scale(narrowGap.value)}
          x2={x + reach}
          y2={scale(longGap.value)}
          stroke={TONE_COLOUR[changeTone]}
          strokeWidth={changeTone === 'unsure' ? 1.5 : 2.5}
          strokeDasharray={changeTone === 'unsure' ? '2 4' : undefined}
          strokeLinecap="round"
        />
      )}
      <Gap gap={narrowGap} tone={narrowTone} x={x - reach} scale={scale} />
      <Gap gap={longGap} tone={longTone} x={x + reach} scale={scale} />
    </g>
  )
}

function Gap(props: {
  readonly gap: Estimate
  readonly tone: Tone
  readonly x: number
  readonly scale: ScaleLinear<number, number>
}): ReactElement | null {
  const { gap, tone, x, scale } = props
  if (gap.kind === 'undetermined') return null
  const [top, bottom] = [scale(gap.low), scale(gap.high)]
  return (
    <g>
      <line x1={x} x2={x} y1={top} y2={bottom} stroke={TONE_COLOUR[tone]} strokeWidth={9} strokeOpacity={0.22} />
      <line x1={x} x2={x} y1={top} y2={bottom} stroke={TONE_COLOUR[tone]} strokeWidth={1.5} />
      <Marker x={x} y={scale(gap.value)} tone={tone} />
    </g>
  )
}

function ColumnWords(props: {
  readonly sounding: Sounding
  readonly lines: readonly string[]
  readonly x: number
  readonly y: number
}): ReactElement {
  const { sounding, lines, x, y } = props
  const { changeTone } = sounding
  return (
    <g textAnchor="middle" fontSize={11.5}>
      <text x={x} y={TOP + DEPTH + 24} fontSize={12.5} fontWeight={600}>
        <title>{sounding.finding.system}</title>
        {lines.map((line, index) => (
          <tspan key={line} x={x} dy={index === 0 ? 0 : LINE}>
            {line}
          </tspan>
        ))}
      </text>
      <text x={x} y={y}>
        {changeWords(sounding)}
      </text>
      <text
        x={x}
        y={y + 16}
        fontWeight={changeTone === 'unsure' ? 400 : 600}
        fill={changeTone === 'unsure' ? 'var(--muted)' : TONE_COLOUR[changeTone]}
      >
        {CHANGE_WORDS[changeTone]}
      </text>
    </g>
  )
}

/** The name in at most two lines, broken behind its hyphens. */
function nameLines(name: string, width: number): readonly string[] {
  const lines = wrapText(name.replaceAll('-', '- '), { width: width - 8, fontSize: 12.5, lines: 2 })
  return lines.map((line) => line.replaceAll('- ', '-'))
}

const CHANGE_WORDS: Readonly<Record<Tone, string>> = {
  behind: 'a shadow',
  ahead: 'catches up',
  even: 'no shadow',
  unsure: 'cannot tell',
}

/** `8 → 28 behind`, `2 behind → 1 ahead`. */
function changeWords({ finding: { narrowGap, longGap } }: Sounding): string {
  if (narrowGap.kind === 'undetermined' || longGap.kind === 'undetermined') return ''
  const [before, after] = [depthWords(rounded(narrowGap.value)), depthWords(rounded(longGap.value))]
  const side = / (behind|ahead)$/.exec(after)?.[0] ?? ''
  return `${before.endsWith(side) ? before.slice(0, before.length - side.length) : before} → ${after}`
}

function rounded(gap: number): number {
  return Number(points(gap)) === 0 ? 0 : gap
}
