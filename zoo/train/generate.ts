import { type Answer, type Ask, type Model, seedOf, type WorldCall } from 'leadline'
import { createPlanner, type Habits } from 'leadline/tasks'
import { createEncoder, type Encoded, parametersOf } from '../reading/encode.js'
import { createRecall, linesOf, type Recall } from '../reading/lines.js'
import { nameNumber, type Vocabulary, written } from '../reading/words.js'
import { lessonOf } from './lesson.js'
import { drawsOf, play } from './play.js'
import type { Lessons } from './recipes.js'
import type { Lesson } from './shard.js'

/** Who is listened to. */
export interface Classroom {
  readonly vocabulary: Vocabulary
  /** What the planner does where several calls are equally good. */
  readonly habits: Habits
  /** Who acts; the planner where left out. */
  readonly actor?: Model
  /** Takes what was read at a turn, what the planner says there, and a number that turns of one sample share. */
  readonly write: (read: Encoded, lesson: Lesson, sample: number) => void
}

/** Plays studies until so many turns are written. */
export async function generateLessons(
  lessons: Lessons,
  { vocabulary, habits, actor, write }: Classroom,
): Promise<void> {
  const planner = createPlanner(habits)
  const encoder = createEncoder(vocabulary)
  const recall = createRecall(vocabulary)
  let heard: Heard[] = []
  const model: Model = {
    async ask(ask) {
      const advice = planner.advise(ask)
      const read = encoder.encode(ask)
      const lesson = lessonOf(advice, ask, read)
      if (lesson !== undefined) heard.push({ ask, read, lesson })
      const draw = drawsOf(`${lessons.seed}/${ask.seed}`)
      if (draw() < lessons.noise) return answerWith(ask, otherCall(ask, recall, draw))
      return actor === undefined ? answerWith(ask, advice.call) : await actor.ask(ask)
    },
  }
  for (let study = 0, written = 0; written < lessons.turns; study += 1) {
    await play(model, lessons, study)
    // Trials run side by side, and which turn is asked for first is chance; which is written first is not.
    for (const { ask, read, lesson } of heard.sort(inOrder)) write(read, lesson, seedOf(goalOf(ask)))
    written += heard.length
    heard = []
  }
}

/** A turn that was played. */
interface Heard {
  readonly ask: Ask
  readonly read: Encoded
  readonly lesson: Lesson
}

function inOrder({ ask: a }: Heard, { ask: b }: Heard): number {
  return a.seed - b.seed || a.messages.length - b.messages.length
}

function goalOf({ messages }: Ask): string {
  const goal = messages.find(({ role }) => role === 'user')
  return goal?.role === 'user' ? goal.text : ''
}

/** An answer that is one call. */
export function answerWith(ask: Ask, { name, arguments: given }: WorldCall): Answer {
  return { text: '', calls: [{ id: `call-${ask.messages.length}`, name, arguments: given }], stop: 'calls' }
}

/** What a parameter takes, as far as its name says it. */
const FITTING: Readonly<Record<string, RegExp>> = {
  crate: /^c-/,
  berth: /^[a-z]{3,}$/,
  to: /^[a-z]{3,}$/,
  page: /^[1-4]$/,
  lock: /^(red|blue|green|white)$/,
}

/** Anything but an end: a tool that is offered, with something that was spoken of. */
function otherCall(ask: Ask, recall: Recall, draw: () => number): WorldCall {
  const tools = ask.tools.filter(({ name }) => name !== 'finish')
  const tool = tools[Math.floor(draw() * tools.length)]
  if (tool === undefined) return { name: 'finish', arguments: { result: 'gave-up' } }
  const names = [
    ...new Set(linesOf(ask, recall).flatMap(({ words }) => words.filter((word) => nameNumber(word) !== undefined))),
  ]
  const given = parametersOf(tool).required.map((parameter) => {
    const fitting = names.filter((name) => FITTING[parameter]?.test(name) ?? true)
    const value = fitting[Math.floor(draw() * fitting.length)] ?? '1'
    return [parameter, /^\d+$/.test(value) ? Number(value) : written(value)] as const
  })
  return { name: tool.name, arguments: Object.fromEntries(given) }
}
