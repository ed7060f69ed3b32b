import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import {
  type Answer,
  type Ask,
  interventions,
  type Model,
  openMemoryJournal,
  planStudy,
  runStudy,
  seedOf,
  systemClock,
  type TaskForm,
  thisProcess,
} from 'leadline'
import { createPlanner, type Habits, harbourFamilies } from 'leadline/tasks'
import { type Encoded, encode } from '../reading/encode.js'
import { linesOf } from '../reading/lines.js'
import { FIRST_WORD, nameNumber, type Vocabulary, vocabularyOf } from '../reading/words.js'
import { lessonOf, parametersOf } from './lesson.js'
import { openShard } from './shard.js'

/** What a shard of turns is made of. */
export interface Lessons {
  readonly seed: number
  /** Turns to write. */
  readonly turns: number
  /** `broad`: every size, layout and intervention. `narrow`: short samples, undisturbed. */
  readonly range: 'broad' | 'narrow'
  readonly habits: Habits
  /** Who acts: the planner, which is made to err at a share of its turns, or a model. */
  readonly actor?: Model
  /** Share of turns at which something else is done than what was advised, in [0, 1]. */
  readonly noise: number
}

/** Largest size of a sample, in reference calls. */
const SIZES = { broad: [5, 6, 8, 10, 12, 16, 20, 26, 34, 44, 60, 80, 120], narrow: [5, 6, 7, 8, 9, 10, 11, 12] } as const
const PROBES_AT_A_TIME = 6

/** Plays trials until so many turns are written, and returns how many trials it took. */
export async function generateLessons(
  lessons: Lessons,
  vocabulary: Vocabulary,
  write: (read: Encoded, lesson: NonNullable<ReturnType<typeof lessonOf>>, trial: number) => void,
  see: (ask: Ask) => void = () => undefined,
): Promise<void> {
  let written = 0
  const planner = createPlanner(lessons.habits)
  for (let study = 0; written < lessons.turns; study += 1) {
    const note = (ask: Ask) => {
      see(ask)
      const advice = planner.advise(ask)
      const read = encode(ask, vocabulary)
      const lesson = lessonOf(advice, ask, read)
      if (lesson !== undefined) {
        write(read, lesson, seedOf(ask.messages[1]?.role === 'user' ? ask.messages[1].text : ''))
        written += 1
      }
      return advice
    }
    const model: Model = {
      async ask(ask) {
        const advice = note(ask)
        const draw = drawsOf(`${lessons.seed}/${ask.seed}`)
        if (draw() < lessons.noise) return answer(ask, otherCall(ask, draw))
        return lessons.actor === undefined ? answer(ask, advice.call) : await lessons.actor.ask(ask)
      },
    }
    await play(model, lessons, study)
  }
}

const answer = (ask: Ask, { name, arguments: given }: { name: string; arguments: Answer['calls'][number]['arguments'] }): Answer => ({
  text: '',
  calls: [{ id: `call-${ask.messages.length}`, name, arguments: given }],
  stop: 'calls',
})

function drawsOf(key: string): () => number {
  let count = 0
  return () => {
    count += 1
    return seedOf(`${key}/${count}`) / 2 ** 32
  }
}

/** Anything but an end: a tool that is offered, with something that was spoken of. */
function otherCall(ask: Ask, draw: () => number) {
  const tools = ask.tools.filter(({ name }) => name !== 'finish')
  const tool = tools[Math.floor(draw() * tools.length)]
  if (tool === undefined) return { name: 'finish', arguments: { result: 'gave-up' } }
  const wanted = parametersOf(tool)
  const kinds = { crate: /^c-/, berth: /^[a-z]{3,}$/, to: /^[a-z]{3,}$/, page: /^[1-4]$/, lock: /^(red|blue|green|white)$/ }
  const names = [...new Set(linesOf(ask).flatMap(({ words }) => words.filter((word) => nameNumber(word) !== undefined)))]
  const given = wanted.map((parameter) => {
    const kind = Object.entries(kinds).find(([known]) => parameter === known)?.[1]
    const fitting = kind === undefined ? names : names.filter((name) => kind.test(name))
    const value = fitting[Math.floor(draw() * fitting.length)] ?? '1'
    if (/^\d+$/.test(value)) return [parameter, Number(value)] as const
    return [parameter, value[0]?.toUpperCase() + value.slice(1)] as const
  })
  return { name: tool.name, arguments: Object.fromEntries(given) }
}

async function play(model: Model, { seed, range }: Lessons, study: number): Promise<void> {
  const draw = drawsOf(`${range}/${seed}/${study}`)
  const one = <T>(all: readonly T[]): T => {
    const found = all[Math.floor(draw() * all.length)]
    if (found === undefined) throw new Error('nothing to draw from; expected at least one entry')
    return found
  }
  const form = (size: number): TaskForm => ({ stratum: size < 30 ? 'narrow' : 'long', size, samples: 1 })
  const sizes = range === 'narrow' ? [one(SIZES.narrow), one(SIZES.narrow)] : [one(SIZES.broad), one(SIZES.broad)]
  const probes = range === 'narrow' ? [] : shuffled(interventions, draw).slice(0, PROBES_AT_A_TIME)
  const system = { system: { model: 'actor' }, provenance: { kind: 'unknown' as const, source: 'made here' } }
  const plan = planStudy({
    name: `lessons-${study}`,
    seed: seedOf(`${seed}/${study}`),
    systems: [system],
    reference: 'actor',
    families: harbourFamilies,
    forms: [...new Set(sizes)].map(form),
    probes: probes.map(({ name, dose }) => ({ intervention: name, dose, trigger: 0.05 + 0.75 * draw() })),
    repeats: 1,
    forkRepeats: 1,
    gate: { solved: 1, of: 1 },
    limits: { stepsPerReferenceCall: 2, extraSteps: 12 },
    level: 0.95,
    margin: 0.1,
  })
  const journal = openMemoryJournal()
  try {
    await runStudy({
      plan,
      journal,
      candidates: [{ ...system, model }],
      interventionNamed: (name) => found(interventions, name),
      familyNamed: (name) => found(harbourFamilies, name),
      clock: systemClock,
      owner: thisProcess(),
      concurrency: 64,
    })
  } finally {
    await journal.close()
  }
}

function found<T extends { readonly name: string }>(all: readonly T[], name: string): T {
  const entry = all.find((one) => one.name === name)
  if (entry === undefined) throw new Error(`${name} is unknown; expected one of ${all.map((one) => one.name).join(', ')}`)
  return entry
}

function shuffled<T>(all: readonly T[], draw: () => number): T[] {
  return all.map((entry) => ({ entry, at: draw() })).sort((a, b) => a.at - b.at).map(({ entry }) => entry)
}

/** Words that are met at least so often, most frequent first. */
export function countWords(least: number): { see: (ask: Ask) => void; words: () => string[] } {
  const counts = new Map<string, number>()
  return {
    see(ask) {
      for (const { words, about } of linesOf(ask))
        for (const word of [...words, ...about])
          if (nameNumber(word) === undefined) counts.set(word, (counts.get(word) ?? 0) + 1)
    },
    words: () =>
      [...counts]
        .filter(([, count]) => count >= least)
        .sort(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
        .map(([word]) => word),
  }
}
