import { spawnSync } from 'node:child_process'
import { copyFileSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Model } from 'leadline'
import { InferenceSession, Tensor } from 'onnxruntime-node'
import { openZoo } from '../index.js'
import { nameRanges } from '../reading/encode.js'
import { vocabularyOf } from '../reading/words.js'
import { type ModelCard, readVocabulary, sha256Of, WEIGHTS_FOLDER } from '../weights.js'
import { generateLessons } from './generate.js'
import type { Lessons, Recipe } from './recipes.js'
import { openShard } from './shard.js'
import { makeVocabulary } from './vocabulary.js'

/** Where models are made: lessons and weights on the way, and the interpreter that trains. */
export interface Workshop {
  /** Folder for what is made on the way; what is there already is not made again. */
  readonly folder: string
  /** The interpreter of Python, with what requirements.txt names. */
  readonly python: string
  /** Folder of the training code. */
  readonly code: string
  readonly say: (line: string) => void
}

/** What a finished training says of itself. */
interface Trained {
  readonly parameters: number
  readonly turns: number
  readonly agreement: number
}

/** Lessons are played with less chance than there is later: nobody learns from a trial that was given up at random. */
const LESSON_TEMPERATURE = 0.7

/** Habits of a planner whose advice nobody learns from: it only decides which turns are written. */
const UNHEARD = { sails: 'move', lifts: 'load', reads: 'chart', pages: 'ascending', papers: 'late' } as const

/** Makes the list of words that all models know, unless it was made for this workshop already. */
export async function makeWords({ folder, say }: Workshop): Promise<void> {
  const made = join(folder, 'vocabulary.json')
  mkdirSync(folder, { recursive: true })
  if (!existsSync(made)) {
    say('listening for words')
    writeFileSync(made, `${JSON.stringify(await makeVocabulary())}\n`)
  }
  copyFileSync(made, join(WEIGHTS_FOLDER, 'vocabulary.json'))
}

/** Makes one model from its recipe: plays lessons, trains, and puts weights and card where the zoo finds them. */
export async function makeModel(recipe: Recipe, workshop: Workshop): Promise<void> {
  const { folder, say } = workshop
  mkdirSync(folder, { recursive: true })
  const lessons: string[] = []
  let before: string | undefined
  let trained: Trained | undefined
  for (const [index, round] of recipe.rounds.entries()) {
    for (const [part, wanted] of round.lessons.entries()) {
      const shard = join(folder, `${recipe.name}-${index}-${part}`)
      lessons.push(shard)
      if (!existsSync(join(shard, 'done'))) await playLessons(wanted, recipe, shard, workshop)
    }
    const out = join(folder, `${recipe.name}-${index}.pt`)
    if (!existsSync(`${out}.json`)) {
      say(`${recipe.name}: learning, round ${index + 1} of ${recipe.rounds.length}`)
      learn({ recipe, round, lessons, out, before }, workshop)
    }
    trained = JSON.parse(readFileSync(`${out}.json`, 'utf8'))
    before = out
    await putInZoo(recipe, out, trained, workshop)
  }
}

async function playLessons(wanted: Lessons, recipe: Recipe, shard: string, { say }: Workshop): Promise<void> {
  say(`${recipe.name}: playing ${wanted.turns} turns (${wanted.range})`)
  const vocabulary = vocabularyOf(readVocabulary().words)
  const open = openShard(shard)
  const actor = await actorOf(wanted, recipe)
  await generateLessons(wanted, {
    vocabulary,
    habits: recipe.habits ?? UNHEARD,
    ...(actor !== undefined && { actor }),
    write: (read, lesson, sample) => open.write(read, lesson, sample),
  })
  open.close()
  writeFileSync(join(shard, 'done'), `${open.turns}\n`)
}

/** What has been trained so far lies in the zoo's own folder. */
async function actorOf({ actor }: Lessons, recipe: Recipe): Promise<Model | undefined> {
  if (actor === 'planner') return undefined
  const [found] = await openZoo([actor === 'itself' ? recipe.name : actor.model], { temperature: LESSON_TEMPERATURE })
  return found?.model
}

function learn(
  of: {
    readonly recipe: Recipe
    readonly round: Recipe['rounds'][number]
    readonly lessons: readonly string[]
    readonly out: string
    readonly before: string | undefined
  },
  workshop: Workshop,
): void {
  const { recipe, round, lessons, out, before } = of
  const names = join(workshop.folder, `${recipe.name}-names.json`)
  writeFileSync(names, JSON.stringify({ vocabulary: vocabularyOf(readVocabulary().words).size, ranges: nameRanges() }))
  const teacher = recipe.teacher === undefined ? [] : ['--teacher', finalWeights(recipe.teacher, workshop)]
  const given = ['--lessons', ...lessons, '--names', names, '--out', out, '--seed', String(recipe.seed)]
  const how = ['--steps', String(round.steps), '--rate', String(round.rate), '--size', JSON.stringify(recipe.size)]
  python(['train.py', ...given, ...how, ...teacher, ...(before === undefined ? [] : ['--start', before])], workshop)
}

/** The weights of a model's last round. */
function finalWeights(name: string, { folder }: Workshop): string {
  const rounds = [9, 8, 7, 6, 5, 4, 3, 2, 1, 0].map((index) => join(folder, `${name}-${index}.pt`))
  const last = rounds.find((file) => existsSync(file))
  if (last === undefined)
    throw new Error(`${join(folder, `${name}-0.pt`)} is missing; expected the weights of ${name}: make it first`)
  return last
}

async function putInZoo(
  recipe: Recipe,
  weights: string,
  trained: Trained | undefined,
  workshop: Workshop,
): Promise<void> {
  const file = join(WEIGHTS_FOLDER, `${recipe.name}.onnx`)
  const example = `${weights}.example.json`
  python(['export.py', weights, file, example], workshop)
  await checkExported(file, JSON.parse(readFileSync(example, 'utf8')))
  if (trained === undefined) throw new Error(`${weights}.json is missing; expected what the training says of itself`)
  const { name, description, teacher, ancestors, seed, temperature } = recipe
  const card: ModelCard = {
    name,
    description,
    ...(teacher !== undefined && { teacher }),
    ancestors,
    data: dataOf(recipe),
    turns: trained.turns,
    seed,
    parameters: trained.parameters,
    agreement: trained.agreement,
    temperature,
    licence: 'Apache-2.0',
    sha256: sha256Of(readFileSync(file)),
    vocabulary: readVocabulary().sha256,
  }
  writeFileSync(join(WEIGHTS_FOLDER, `${name}.json`), `${JSON.stringify(card, undefined, 2)}\n`)
}

/** What a model learned from, in words. */
function dataOf({ rounds, teacher, habits }: Recipe): string {
  const said = rounds.flatMap(({ lessons }) =>
    lessons.map(({ range, turns, actor, noise }) => {
      const who = actor === 'planner' ? 'the planner' : actor === 'itself' ? 'the model itself' : actor.model
      return `${turns} turns (${range}) acted by ${who}, ${Math.round(100 * noise)} % of them at random`
    }),
  )
  const taught =
    teacher === undefined
      ? `a planner with the habits ${Object.values(habits ?? {}).join(', ')}`
      : `the chances of ${teacher}`
  return `${said.join('; ')}; taught by ${taught}`
}

function python(given: readonly string[], { python: command, code }: Workshop): void {
  const { status, error } = spawnSync(command, given, { cwd: code, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${command} ${given[0]} ended with ${status ?? error?.message}; expected 0`)
}

/** Turns, and the logits that a trained network gives for them. */
export interface Example {
  readonly inputs: Readonly<Record<string, { readonly dims: readonly number[]; readonly data: readonly number[] }>>
  readonly tool: readonly number[]
  readonly value: readonly number[]
}

/** Logits differ by rounding alone up to here. */
const ROUNDING = 1e-3

/**
 * Holds a file of weights to the network that it was written from: it is the same sums arranged otherwise, by hand and by an
 * exporter.
 *
 * @throws Error where a logit is another one
 */
export async function checkExported(file: string, { inputs, tool, value }: Example): Promise<void> {
  const given = await runFile(file, inputs)
  for (const [name, expected] of Object.entries({ tool, value })) {
    const logits = given[name]?.data
    const place = expected.findIndex((logit, index) => !(Math.abs(Number(logits?.[index]) - logit) < ROUNDING))
    if (place < 0 && logits?.length === expected.length) continue
    const found = place < 0 ? `${logits?.length} logits` : `${logits?.[place]} at ${place}`
    throw new Error(`${name} of ${file} is ${found}; expected ${place < 0 ? expected.length : expected[place]}`)
  }
}

/** What a file of weights gives for turns, by the name of the output. */
export async function runFile(file: string, inputs: Example['inputs']): Promise<InferenceSession.ReturnType> {
  const session = await InferenceSession.create(readFileSync(file))
  const feeds = Object.entries(inputs).map(
    ([name, { dims, data }]) => [name, new Tensor('int32', Int32Array.from(data), dims)] as const,
  )
  return await session.run(Object.fromEntries(feeds))
}
