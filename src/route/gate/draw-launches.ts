import { ConfigError, seedOf } from '../../domain/index.js'
import { createRandom } from '../../math/index.js'

/** Work that a claim shall cover: scopes with their share of it, and the tasks that stand for each. */
export interface TaskBank {
  readonly scopes: readonly {
    readonly name: string
    /** Share of the work, relative to the other scopes; above 0. */
    readonly weight: number
    readonly tasks: readonly string[]
  }[]
}

/**
 * How tasks are drawn. `permuted-blocks`: every task of a scope once, in random order, then all again. `with-replacement`:
 * any task at any time; the guarantee about the bank's mean is exact. `population`: every task at most once, several
 * trials of it together; the claim covers tasks like these, not just these.
 */
export type DrawMode = 'permuted-blocks' | 'with-replacement' | 'population'

/** How launches are drawn. */
export interface DrawOptions {
  readonly mode: DrawMode
  /** Of the study. */
  readonly seed: number
  /** What the order belongs to: with the same name, two systems meet the same tasks in the same order. */
  readonly cell: string
  /** As many as are wanted; `population` may give fewer. */
  readonly launches: number
  /** Trials of each task in `population`; 3 where left out. */
  readonly trialsPerTask?: number
  /** Distinct tasks that there must be; 5 where left out. */
  readonly leastTasks?: number
}

/** One launch before it runs. */
export interface PlannedLaunch {
  /** From 0: the order in which outcomes count. */
  readonly index: number
  readonly scope: string
  readonly task: string
  /** Earlier launches of the same task. */
  readonly repeat: number
}

/**
 * The launch order of a cell: scope by weight, then a task. Each launch depends on seed, cell and index alone, so that a
 * longer order begins with every shorter one.
 *
 * @throws ConfigError where there are too few distinct tasks, a scope is empty, or a weight is not above 0
 * @source statistics specification 6.3
 */
export function drawLaunches(bank: TaskBank, options: DrawOptions): readonly PlannedLaunch[] {
  const { mode, launches } = options
  checkBank(bank, options)
  if (mode === 'population') return drawPopulation(bank, options)
  const drawn = bank.scopes.map(() => 0)
  const repeats = new Map<string, number>()
  return Array.from({ length: launches }, (_, index) => {
    const random = createRandom(seedOf(`${options.seed}/${options.cell}/launch/${index}`))
    const place = scopeAt(bank, random.next())
    const { name, tasks } = bank.scopes[place] ?? { name: '', tasks: [] }
    const nth = drawn[place] ?? 0
    drawn[place] = nth + 1
    const task =
      mode === 'with-replacement' ? tasks[random.below(tasks.length)] : taskInBlock(name, tasks, nth, options)
    return launchOf(repeats, { index, scope: name, task: task ?? '' })
  })
}

function launchOf(repeats: Map<string, number>, launch: Omit<PlannedLaunch, 'repeat'>): PlannedLaunch {
  const key = `${launch.scope}/${launch.task}`
  const repeat = repeats.get(key) ?? 0
  repeats.set(key, repeat + 1)
  return { ...launch, repeat }
}

/** The n-th draw of a scope: blocks of all its tasks, each block in an order of its own. */
function taskInBlock(
  scope: string,
  tasks: readonly string[],
  nth: number,
  { seed, cell }: Pick<DrawOptions, 'seed' | 'cell'>,
): string | undefined {
  const block = Math.floor(nth / tasks.length)
  return permuted(tasks, `${seed}/${cell}/${scope}/block/${block}`)[nth % tasks.length]
}

/** Sorted by name first, so that the order in which a bank lists its tasks does not matter. */
function permuted(tasks: readonly string[], seed: string): readonly string[] {
  const random = createRandom(seedOf(seed))
  const order = tasks.toSorted()
  for (let last = order.length - 1; last > 0; last -= 1) {
    const other = random.below(last + 1)
    const [a, b] = [order[last] ?? '', order[other] ?? '']
    order[last] = b
    order[other] = a
  }
  return order
}

function drawPopulation(bank: TaskBank, options: DrawOptions): readonly PlannedLaunch[] {
  const { seed, cell, launches, trialsPerTask = 3 } = options
  if (!Number.isInteger(trialsPerTask) || trialsPerTask < 1) {
    throw new ConfigError('trialsPerTask', trialsPerTask, 'a whole number from 1')
  }
  const orders = bank.scopes.map(({ name, tasks }) => permuted(tasks, `${seed}/${cell}/${name}/population`))
  const used = bank.scopes.map(() => 0)
  const planned: PlannedLaunch[] = []
  for (let task = 0; planned.length < launches; task += 1) {
    const place = scopeAt(bank, createRandom(seedOf(`${seed}/${cell}/task/${task}`)).next())
    const name = orders[place]?.[used[place] ?? 0]
    // Going on with the other scopes would shift their weights, so the first empty scope ends the order.
    if (name === undefined) break
    used[place] = (used[place] ?? 0) + 1
    for (let repeat = 0; repeat < trialsPerTask; repeat += 1) {
      planned.push({ index: planned.length, scope: bank.scopes[place]?.name ?? '', task: name, repeat })
    }
  }
  return planned.slice(0, launches)
}

function scopeAt({ scopes }: TaskBank, uniform: number): number {
  const total = scopes.reduce((sum, { weight }) => sum + weight, 0)
  let left = uniform * total
  for (const [place, { weight }] of scopes.entries()) {
    left -= weight
    if (left < 0) return place
  }
  return scopes.length - 1
}

function checkBank({ scopes }: TaskBank, { leastTasks = 5, launches }: DrawOptions): void {
  if (!Number.isInteger(launches) || launches < 0) throw new ConfigError('launches', launches, 'a whole number from 0')
  for (const { name, weight, tasks } of scopes) {
    if (!(weight > 0 && Number.isFinite(weight))) throw new ConfigError(`scopes.${name}.weight`, weight, 'above 0')
    if (tasks.length === 0) throw new ConfigError(`scopes.${name}.tasks`, tasks, 'at least one task')
    if (new Set(tasks).size < tasks.length) throw new ConfigError(`scopes.${name}.tasks`, tasks, 'each task only once')
  }
  const distinct = scopes.reduce((sum, { tasks }) => sum + tasks.length, 0)
  if (distinct < leastTasks) {
    throw new ConfigError('tasks', distinct, `at least ${leastTasks} distinct tasks: fewer cannot stand for a scope`)
  }
}
