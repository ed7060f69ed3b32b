import {
  type Measured,
  type MeasuredDifference,
  type MeasuredIntervention,
  type MeasuredModel,
  type Share,
  solvedShare,
} from './measured.js'
import { type Cell, cellsOf, type Rebuilt, type Scatter, scattersOf, type Tested, testLast } from './rebuilt.js'

const MEASURED = ['<!-- measured: npm run zoo:measure writes what follows -->', '<!-- /measured -->'] as const
const REBUILT = ['<!-- rebuilt: npm run zoo:measure -- --rebuilt writes what follows -->', '<!-- /rebuilt -->'] as const
/** Least of an interval from which on a model is said to adapt: more often than not. */
const ADAPTS_FROM = 0.5
/** Models whose success under every intervention is shown. */
const SHOWN = ['teacher', 'student-narrow', 'student-wide', 'independent-small']

/**
 * A text with the tables of what was measured in their place.
 *
 * @throws Error where the text has no place for them
 */
export function withTables(text: string, measured: Measured): string {
  return between(text, MEASURED, tablesOf(measured))
}

/** A text with what came of making models again in its place; errors as `withTables`. */
export function withRebuilt(text: string, measured: Measured, rebuilt: Rebuilt): string {
  return between(text, REBUILT, rebuiltTable(measured, rebuilt))
}

function between(text: string, [from, to]: readonly [string, string], told: string): string {
  const [begin, end] = [text.indexOf(from), text.indexOf(to)]
  if (begin < 0 || end < begin) throw new Error(`the text has no place for tables; expected ${from} and ${to}`)
  return `${text.slice(0, begin + from.length)}\n\n${told}\n\n${text.slice(end)}`
}

/** What was measured, in Markdown. */
export function tablesOf(measured: Measured): string {
  return [competenceTable(measured), pairsTable(measured), interventionsTable(measured)].join('\n\n')
}

function tableOf(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]) => `| ${cells.join(' | ')} |`
  return [line(head), `|${'---|'.repeat(head.length)}`, ...rows.map(line)].join('\n')
}

function competenceTable({ models }: Measured): string {
  const forms = models[0]?.competence ?? []
  const head = ['Solved, undisturbed', ...forms.map(({ size }) => `${size} calls`)]
  const rows = models.map(({ name, competence }) => [`\`${name}\``, ...competence.map(shareText)])
  const trials = forms.map((form) => form.trials)
  return `${tableOf(head, rows)}\n\nn of each cell from left to right: ${trials.join(', ')}.`
}

function pairsTable({ pairs }: Measured): string {
  const head = ['Points behind `teacher`', 'short work', '60 calls', 'shadow', 'verdict']
  const rows = pairs.map(({ system, narrow, long, shadow }) => {
    const { value, low, high, verdict } = shadow
    const points = pointsText({ behind: value, low, high })
    return [`\`${system}\``, pointsText(narrow), pointsText(long), points, verdict.replaceAll('-', ' ')]
  })
  const [first] = pairs
  const counts =
    first === undefined
      ? ''
      : ` n = ${first.narrow.samples} samples of short work and ${first.long.samples} of 60 calls.`
  return `${tableOf(head, rows)}\n\nPaired by sample.${counts}`
}

function interventionsTable({ models }: Measured): string {
  const shown = SHOWN.flatMap((name) => models.find((model) => model.name === name) ?? [])
  const [teacher] = shown
  const head = ['Solved under', ...shown.map(({ name }) => `\`${name}\``), '`teacher` adapts']
  const rows = (teacher?.interventions ?? []).map(({ intervention, adapted }) => [
    `\`${intervention}\``,
    ...shown.map((model) => shareText(under(model, intervention))),
    `${shareText(adapted)}${isClearlyAdaptive({ adapted }) ? ' ✓' : ''}`,
  ])
  const clear = (teacher?.interventions ?? []).filter(isClearlyAdaptive)
  return `${tableOf(head, rows)}\n\n\`teacher\` is clearly adaptive (✓: the interval lies above one half) under ${clear.length} kinds.`
}

function rebuiltTable(measured: Measured, rebuilt: Rebuilt): string {
  const cells = cellsOf(measured, rebuilt)
  const tested = testLast(cells)
  const sizes = [...new Set(cells.map(({ size }) => size))]
  const cellText = ({ isLearned, here, again }: Cell, test: Tested | undefined) => {
    const shares = [here, ...again].map((counts) => percent(solvedShare(counts))).join(' → ')
    const expected = test === undefined ? '' : ` (${percent(test.low)} to ${percent(test.high)})`
    const text = `${shares} %${expected}`
    return `${isLearned ? text : `*${text}*`}${test === undefined || test.isInside ? '' : ' ✗'}`
  }
  const rows = measured.models.map(({ name }) => [
    `\`${name}\``,
    ...sizes.map((size) => {
      const cell = cells.find((one) => one.model === name && one.size === size)
      if (cell === undefined) return 'none'
      return cellText(
        cell,
        tested.find((test) => test.cell === cell),
      )
    }),
  ])
  const { learned, beyond } = scattersOf(cells)
  const said = ({ deviation, freedom }: Scatter) => `${points(deviation)} points (${freedom} free differences)`
  const inside = (isLearned: boolean) => {
    const of = tested.filter(({ cell }) => cell.isLearned === isLearned)
    return `${of.filter(({ isInside }) => isInside).length} of ${of.length}`
  }
  return `${tableOf(['Here → made again', ...sizes.map((size) => `${size} calls`)], rows)}

Made again on: ${rebuilt.makings.map(({ processor }) => processor).join('; ')}. Of the last making, ${inside(true)} shares on work of a
length that the model has learned and ${inside(false)} on longer work (*slanted*) lie in the interval that was told before it (✗:
outside). Scatter of one training over all of them, beside that of the samples: ${said(learned)} on learned
lengths, ${said(beyond)} on longer work.`
}

function under({ interventions }: MeasuredModel, name: string): Share {
  const found = interventions.find(({ intervention }) => intervention === name)
  return found === undefined ? { solved: 0, trials: 0, low: 0, high: 1 } : found.solved
}

/** Whether a model adapts more often than not, as sure as its interval is. */
export function isClearlyAdaptive({ adapted }: Pick<MeasuredIntervention, 'adapted'>): boolean {
  return adapted.low > ADAPTS_FROM
}

function shareText(share: Share): string {
  const { trials, low, high } = share
  if (trials === 0) return 'none'
  return `${percent(solvedShare(share))} % (${percent(low)} to ${percent(high)})`
}

function pointsText({ behind, low, high }: Omit<MeasuredDifference, 'samples'>): string {
  return `${points(behind)} (${points(low)} to ${points(high)})`
}

const percent = (share: number) => String(Math.round(100 * share))
/** With one decimal, and a true minus. */
const points = (share: number) => (100 * share).toFixed(1).replace('-', '−')
