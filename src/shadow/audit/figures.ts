import type { FigureAudit, FigureConflict, PublishedFigure } from '../../domain/index.js'
import { isCutOff, isRounded, type ReachableGrid, reachableGrid, reachableShare } from './reachable.js'

/**
 * Whether each figure can come from its tasks and trials.
 *
 * @returns one entry for each figure, in the order given
 */
export function auditFigures(figures: readonly PublishedFigure[]): FigureAudit[] {
  const grids = new Map<string, ReachableGrid | undefined>()
  return figures.map((figure) => {
    const { metric, k, tasks, trials } = figure
    const key = [metric, k, tasks, trials].join()
    if (!grids.has(key)) grids.set(key, reachableGrid(figure))
    return auditOf(figure, grids.get(key))
  })
}

function auditOf(figure: PublishedFigure, grid: ReachableGrid | undefined): FigureAudit {
  const { printed, value, unit } = figure
  const design = designWords(figure)
  const untold = `so many results reach every figure of these digits: ${printed} says nothing about ${design}`
  if (grid === undefined) return { figure, verdict: 'untold', reachable: 1, words: untold }
  const reachable = reachableShare(grid, figure)
  if (isRounded(grid, value, unit)) {
    if (reachable === 1) return { figure, verdict: 'untold', reachable, words: untold }
    return { figure, verdict: 'possible', reachable, words: `${printed} can come from ${design}` }
  }
  const nearest = grid.nearest(value)
  const between = nearestWords(nearest, figure)
  const isCut = isCutOff(grid, value, unit)
  return {
    figure,
    verdict: isCut ? 'only-cut-off' : 'impossible',
    reachable,
    ...nearest,
    words: isCut
      ? `${printed} comes from ${design} only where digits were cut off instead of rounded (${between})`
      : `${printed} cannot come from ${design}: ${between}`,
  }
}

function nearestWords(
  { below, above }: { below?: number; above?: number },
  { unit, printed }: PublishedFigure,
): string {
  const scale = Number(printed.replace('%', '').trim()) > 1 || printed.includes('%') ? 100 : 1
  const digits = Math.max(0, Math.round(-Math.log10(unit * scale))) + 2
  const shown = [below, above].flatMap((share) => (share === undefined ? [] : (share * scale).toFixed(digits)))
  return `the nearest results are ${[...new Set(shown)].join(' and ')}`
}

/** `50 tasks with 4 trials each`. */
export function designWords({ tasks, trials }: Pick<PublishedFigure, 'tasks' | 'trials'>): string {
  return `${tasks} ${tasks === 1 ? 'task' : 'tasks'} with ${trials === 1 ? 'one trial' : `${trials} trials`} each`
}

/**
 * Figures of one system and kind of work that no results give together: pass^k that rises with k, pass@k that falls
 * with it, or a first step that is not the success rate.
 */
export function findConflicts(figures: readonly PublishedFigure[]): FigureConflict[] {
  const groups = Map.groupBy(figures, ({ system, family, tasks, trials }) => [system, family, tasks, trials].join('\n'))
  return [...groups.values()].flatMap((own) => {
    const of = (metric: PublishedFigure['metric']) =>
      own.filter((figure) => figure.metric === metric).sort((a, b) => a.k - b.k)
    const [success] = of('success')
    const firsts = [...of('pass-all-of'), ...of('pass-any-of')].filter(({ k }) => k === 1)
    const unequal = firsts.filter((first) => success !== undefined && !isNear(first, success))
    return [
      ...unequal.map((first) => conflict([success ?? first, first], `${nameOf(first)} is not the success rate`)),
      ...outOfOrder(of('pass-all-of'), (before, after) => after.value > before.value, 'rises'),
      ...outOfOrder(of('pass-any-of'), (before, after) => after.value < before.value, 'falls'),
    ]
  })
}

function outOfOrder(
  figures: readonly PublishedFigure[],
  isWrong: (before: PublishedFigure, after: PublishedFigure) => boolean,
  verb: string,
): FigureConflict[] {
  return figures.flatMap((after, index) => {
    const before = figures[index - 1]
    if (before === undefined || isNear(before, after) || !isWrong(before, after)) return []
    return [
      conflict(
        [before, after],
        `${nameOf(after)} ${verb} above ${nameOf(before)}, which no results do`.replace('falls above', 'falls below'),
      ),
    ]
  })
}

function isNear(a: PublishedFigure, b: PublishedFigure): boolean {
  return Math.abs(a.value - b.value) <= (a.unit + b.unit) / 2 + 1e-12
}

function conflict([before, after]: readonly [PublishedFigure, PublishedFigure], words: string): FigureConflict {
  const { system, family } = after
  const shown = `${system}${family === undefined ? '' : `, ${family}`}: ${before.printed} and ${after.printed}; ${words}`
  return { system, ...(family !== undefined && { family }), lines: [before.line, after.line], words: shown }
}

/** `success`, `pass^3`, `pass@3`. */
export function nameOf({ metric, k }: Pick<PublishedFigure, 'metric' | 'k'>): string {
  if (metric === 'success') return 'success'
  return metric === 'pass-all-of' ? `pass^${k}` : `pass@${k}`
}
