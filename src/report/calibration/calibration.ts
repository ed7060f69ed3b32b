import type { CalibrationRow, RateRow, ZooCheck } from '../../domain/index.js'
import { count, percent } from '../../domain/index.js'
import { shareCell, styleFor, type TerminalOptions, table, wrapText } from '../terminal/index.js'
import { zooLines } from './zoo-check.js'

/** The instrument held against models of known truth. */
export interface CalibrationDocument {
  readonly schemaVersion: 1
  readonly kind: 'calibration'
  readonly createdAt: string
  readonly versions: Readonly<Record<string, string>>
  readonly seeds: Readonly<Record<string, number>>
  /** Trials of the study with planted truths. */
  readonly trials: number
  readonly planted: readonly CalibrationRow[]
  readonly rates: readonly RateRow[]
  /** False alarms and power on models of known lineage. */
  readonly zoo: ZooCheck
}

/** What did not come out as planted or stated, in words; empty where everything did. */
export function missedIn({ planted, rates, zoo }: CalibrationDocument): readonly string[] {
  return [
    ...planted.flatMap(({ isRecovered, quantity }) => (isRecovered ? [] : [quantity])),
    ...[...rates, ...zoo.rates].flatMap(({ isHeld, quantity }) => (isHeld ? [] : [quantity])),
    ...zoo.pairs.flatMap(({ isHeld, system, truth }) =>
      isHeld === false ? [truth === 'null' ? `${system} told apart` : `${system} found`] : [],
    ),
    ...zoo.competence.flatMap(({ isRecovered, system, size }) =>
      isRecovered ? [] : [`success of ${system} on ${size} reference calls`],
    ),
  ]
}

const CALIBRATION_WORDS =
  'Models of known truth, run through the same planner, runner, journal and estimates as any study. It proves the gauge, and nothing about language models.'

const PLANTED_COLUMNS = [
  { title: '  planted truth' },
  { title: 'planted', isNumber: true },
  { title: 'recovered' },
  { title: '' },
]

const RATE_COLUMNS = [
  { title: '  rate over many studies' },
  { title: 'stated', isNumber: true },
  { title: 'observed' },
  { title: 'studies', isNumber: true },
  { title: '' },
]

/** The calibration as text: planted beside recovered, then the rates over many studies. */
export function renderCalibration(document: CalibrationDocument, options: TerminalOptions): string {
  const { bold, dim } = styleFor(options)
  const { columns } = options
  const look = { columns, indent: 2, dim }
  const { planted, rates, trials, zoo } = document
  const found = planted.filter(({ isRecovered }) => isRecovered).length
  const held = rates.filter(({ isHeld }) => isHeld).length
  const lines = [
    bold('Calibration'),
    wrapText(CALIBRATION_WORDS, columns),
    '',
    bold(`${found} of ${planted.length} planted truths recovered (${count(trials)} trials; intervals at 99%)`),
    ...table(PLANTED_COLUMNS, planted.map(plantedCells), look),
    '',
    bold(`${held} of ${rates.length} rates hold (exact 99% intervals)`),
    ...table(RATE_COLUMNS, rates.map(rateCells), look),
    '',
    ...zooLines(zoo, options),
    '',
    dim(wrapText(basis(document), columns)),
  ]
  return `${lines.join('\n')}\n`
}

function plantedCells({ quantity, planted, recovered, isRecovered }: CalibrationRow): string[] {
  const truth = planted === undefined ? '' : percent(planted)
  return [`${isRecovered ? '✓' : '✗'} ${quantity}`, truth, shareCell(recovered), isRecovered ? '' : 'MISSED']
}

function rateCells({ quantity, nominal, bound, studies, hits, rate, low, high, isHeld, truth }: RateRow): string[] {
  const stated = `${bound === 'at-most' ? '≤' : '≥'} ${percent(nominal)}`
  const words = truth === undefined ? quantity : `${quantity} (${percent(truth)})`
  const seen = `${percent(rate)} (${percent(low)} to ${percent(high)})`
  return [`${isHeld ? '✓' : '✗'} ${words}`, stated, seen, `${count(hits)}/${count(studies)}`, isHeld ? '' : 'MISSED']
}

function basis({ seeds, versions }: CalibrationDocument): string {
  const words = (record: Readonly<Record<string, string | number>>) =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
  return `Seeds: ${words(seeds)}. Versions: ${words(versions)}.`
}
