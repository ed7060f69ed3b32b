import {
  ConfigError,
  counted,
  type Environment,
  type Intervention,
  STRATA,
  type TaskCheck,
  type TaskCheckup,
  type TaskFamily,
} from '../../domain/index.js'
import {
  answersMistakes,
  beginsUnsolved,
  hasSoundTools,
  type InstanceCheck,
  isMadeAlike,
  saysTheSame,
} from './instance-checks.js'
import { fitOf, shamProblem } from './intervention-checks.js'
import { type CheckedSample, checkedSample } from './played.js'
import { comesBack, isDeterministic, readsOnly, witnessReachesAll, witnessSolves } from './witness-checks.js'

const SIZES = [6, 20, 60]
const SEEDS = [1, 2]

/**
 * Holds a family of tasks to what a study needs of it: instances that come out the same, a witness that reaches the goal,
 * shams that change nothing, states that come back from a snapshot, answers that are the same again. No model is asked.
 *
 * @param options.interventions that are tried on it
 * @param options.sizes and options.seeds of the instances; a few small ones where left out
 */
export async function checkTask(
  family: TaskFamily,
  options: {
    readonly interventions: readonly Intervention[]
    readonly sizes?: readonly number[]
    readonly seeds?: readonly number[]
  },
): Promise<TaskCheckup> {
  const worlds: Environment[] = []
  const open: TaskFamily['open'] = (sample, chance) => {
    const world = family.open(sample, chance)
    if (Object(world) !== world) throw new ConfigError(`open of ${family.name}`, world, 'a world')
    worlds.push(world)
    return world
  }
  try {
    return await checkAll({ ...family, open }, options)
  } finally {
    await Promise.all(worlds.map((world) => world.close?.()))
  }
}

async function checkAll(family: TaskFamily, options: Parameters<typeof checkTask>[1]): Promise<TaskCheckup> {
  const { interventions } = options
  const open = (family.unwritten ?? []).map((words): TaskCheck => ({ name: 'unwritten', status: 'fails', words }))
  if (open.length > 0) return { task: family.name, samples: 0, checks: open, interventions: [] }
  const requests = requestsOf(family, options)
  const made = await attempt('instances', () => requests.map((request) => checkedSample(family, request)))
  if ('status' in made) return { task: family.name, samples: 0, checks: [made], interventions: [] }
  const samples = made.result
  const run: Run = (name, words, check) => overAll(name, words, samples, (one) => check(one, family))
  const checks = [
    await run('instances', `${counted(samples.length, 'instance')}, the same again from the same seed`, isMadeAlike),
    await run('tools', toolWords(samples), hasSoundTools),
    await run('beginning', 'unsolved, with checkpoints that add up to the reference length', beginsUnsolved),
  ]
  const [first] = samples
  const languages = await attempt('translations', () => languagesOf(samples))
  if ('status' in languages) checks.push(languages)
  else if (languages.result !== '') {
    checks.push(
      await run('translations', `${languages.result}: numbers, ids, names and parameters survive`, saysTheSame),
    )
  }
  if (first?.sample.isRunWhole === true) return finding(family, samples, [...checks, KEPT])
  if (first?.open().effects === 'external') return finding(family, samples, [...checks, OUTSIDE])
  checks.push(await run('mistakes', 'calls out of order and without arguments are answered', answersMistakes))
  if (first?.open().solve === undefined) {
    return finding(family, samples, [...checks, family.forms === undefined ? NO_WITNESS : OF_SERVER])
  }
  return withWitness(family, samples, { checks, interventions, run })
}

/** Instances of a few sizes, or those that are given, as many of them as are looked at of any task. */
function requestsOf(
  { forms }: TaskFamily,
  { sizes = SIZES, seeds = SEEDS }: Parameters<typeof checkTask>[1],
): Parameters<TaskFamily['makeSample']>[0][] {
  if (forms === undefined) {
    return STRATA.flatMap((stratum) => sizes.flatMap((size) => seeds.map((seed) => ({ stratum, size, seed }))))
  }
  const given = forms.flatMap(({ stratum, size, samples }) =>
    Array.from({ length: samples }, (_, index) => ({ stratum, size, seed: 1, index })),
  )
  return given.slice(0, STRATA.length * SIZES.length * SEEDS.length)
}

type Run = (name: string, words: string, check: InstanceCheck) => Promise<TaskCheck>

/** What only a reference solution shows; where it does not reach the goal, the rest would say nothing. */
async function withWitness(
  family: TaskFamily,
  samples: readonly CheckedSample[],
  options: {
    readonly checks: readonly TaskCheck[]
    readonly interventions: readonly Intervention[]
    readonly run: Run
  },
): Promise<TaskCheckup> {
  const { checks, interventions, run } = options
  const solves = await run('witness', witnessWords(samples), witnessSolves)
  if (solves.status === 'fails') return finding(family, samples, [...checks, solves])
  const others = [
    await run('checkpoints', 'all reached where the goal is', witnessReachesAll),
    await run('determinism', 'equal calls from an equal state are answered alike', isDeterministic),
    await run('reading', 'tools that only read leave the state as it is', readsOnly),
    await run('snapshot', 'a state comes back through JSON, and the work goes on from it', comesBack),
    await run('sham', 'a chain that changes nothing leaves everything as it is', shamOf(interventions)),
  ]
  const fits = []
  for (const intervention of interventions) fits.push(await fitOf(samples, intervention))
  return { ...finding(family, samples, [...checks, solves, ...others]), interventions: fits }
}

function shamOf(interventions: readonly Intervention[]): InstanceCheck {
  return async (checked) => {
    for (const intervention of interventions) {
      const problem = await shamProblem(checked, intervention)
      if (problem !== undefined) return problem
    }
    return undefined
  }
}

function finding({ name }: TaskFamily, samples: readonly CheckedSample[], checks: readonly TaskCheck[]): TaskCheckup {
  return { task: name, samples: samples.length, checks, interventions: [] }
}

const NO_WITNESS: TaskCheck = {
  name: 'witness',
  status: 'missing',
  words:
    'there is none: please give one (a reference solution); without it nothing shows that every instance can be solved, a change is made only where what a system did itself, adapted to it, still reaches the goal, and nothing more is checked here',
}

const OF_SERVER: TaskCheck = {
  name: 'witness',
  status: 'missing',
  words:
    'a tool server has none: a change is made only where what a system did itself, adapted to it, still reaches the goal, and nothing more is checked here',
}

const KEPT: TaskCheck = {
  name: 'calls',
  status: 'missing',
  words:
    'its server has neither a folder nor a reset, so no call was made here: arms are whole runs and not forks, chance before the change stays in every difference, and what a run leaves on the server is yours to undo',
}

const OUTSIDE: TaskCheck = {
  name: 'calls',
  status: 'missing',
  words: 'its calls have effects outside, so none was made here, and no trial of it is forked',
}

function toolWords([first]: readonly CheckedSample[]): string {
  const world = first?.open()
  const later = (world?.laterTools?.() ?? []).map(({ name, effect }) => `${name} (${effect}, later)`)
  return [...(world?.tools ?? []).map(({ name, effect }) => `${name} (${effect})`), ...later].join(', ')
}

function languagesOf([first]: readonly CheckedSample[]): string {
  return (first?.open().translations?.() ?? []).map(({ language }) => language).join(', ')
}

function witnessWords(samples: readonly CheckedSample[]): string {
  const lengths = samples.flatMap(({ plan }) => plan?.length ?? [])
  return `reaches the goal of all ${samples.length} instances, in ${Math.min(...lengths)} to ${Math.max(...lengths)} calls`
}

/** One check over all instances: the first that does not hold is named. */
async function overAll(
  name: string,
  words: string,
  samples: readonly CheckedSample[],
  problemOf: (checked: CheckedSample) => Promise<string | undefined> | string | undefined,
): Promise<TaskCheck> {
  for (const checked of samples) {
    const tried = await attempt(name, () => problemOf(checked))
    if ('status' in tried) return { ...tried, words: `${checked.sample.id}: ${tried.words}` }
    if (tried.result !== undefined) return { name, status: 'fails', words: `${checked.sample.id}: ${tried.result}` }
  }
  return { name, status: 'ok', words }
}

/** What code of the reader's own throws is what was looked for. */
async function attempt<T>(name: string, act: () => Promise<T> | T): Promise<{ readonly result: T } | TaskCheck> {
  try {
    return { result: await act() }
  } catch (error) {
    return { name, status: 'fails', words: error instanceof Error ? error.message : String(error) }
  }
}
