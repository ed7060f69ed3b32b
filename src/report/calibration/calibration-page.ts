import { type CalibrationRow, count, dateWords, percent, type RateRow } from '../../domain/index.js'
import { shareCell } from '../terminal/index.js'
import type { CalibrationDocument } from './calibration.js'
import { exactShare } from './exact-share.js'
import { zooPage } from './zoo-page.js'

/**
 * The calibration as a Markdown page: what was planted and recovered, every stated rate beside the observed one, and the
 * zoo.
 *
 * @param made.machine what it ran on, in words
 * @param made.pictures folder of the pictures as the page refers to it; none are shown where left out
 */
export function calibrationPage(
  document: CalibrationDocument,
  made: { readonly machine: string; readonly pictures?: string },
): string {
  const { createdAt, versions, seeds, trials, planted, rates, zoo } = document
  const found = planted.filter(({ isRecovered }) => isRecovered).length
  const held = rates.filter(({ isHeld }) => isHeld).length
  const named = (record: Readonly<Record<string, string | number>>) =>
    Object.entries(record)
      .map(([name, value]) => `${name} ${value}`)
      .join(', ')
  const lines = [
    '# Calibration',
    '',
    'The whole instrument on models of known truth, and its formulas on made-up trials. It proves the gauge, and nothing about',
    'language models. Made by `npm run calibrate:full`, which writes this page.',
    '',
    `${dateWords(createdAt)}; ${named(versions)}; ${made.machine}; seeds: ${named(seeds)}.`,
    '',
    `## Planted and recovered: ${found} of ${planted.length}`,
    '',
    `${count(trials)} trials through the planner, the runner and the journal of any study; intervals at 99 %.`,
    '',
    '| | Planted truth | Planted | Recovered |',
    '|---|---|---|---|',
    ...planted.map(plantedLine),
    '',
    `## Stated and observed: ${held} of ${rates.length}`,
    '',
    'Observed rates with their exact 99 % interval. An error rate holds where the interval does not lie above what is stated, a',
    'coverage where it does not lie below.',
    '',
    '| | Rate | Stated | Observed | Studies |',
    '|---|---|---|---|---|',
    ...rates.map(rateLine),
    '',
    ...zooPage(zoo, made.pictures),
  ]
  return lines.join('\n')
}

function plantedLine({ quantity, planted, recovered, isRecovered }: CalibrationRow): string {
  const truth = planted === undefined ? '' : percent(planted)
  return `| ${isRecovered ? '✓' : '✗'} | ${quantity} | ${truth} | ${shareCell(recovered)} |`
}

function rateLine({ quantity, nominal, bound, studies, rate, low, high, isHeld, truth }: RateRow): string {
  const words = truth === undefined ? quantity : `${quantity} (${percent(truth)})`
  const stated = `${bound === 'at-most' ? '≤' : '≥'} ${exactShare(nominal)}`
  return `| ${isHeld ? '✓' : '✗'} | ${words} | ${stated} | ${exactShare(rate)} (${exactShare(low)} to ${exactShare(high)}) | ${count(studies)} |`
}
