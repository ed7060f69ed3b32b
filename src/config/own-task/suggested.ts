import { TEXT_TO_WRITE } from './unwritten.js'

/** A tool of a proposed task, as recorded calls show it. */
interface SuggestedTool {
  readonly name: string
  readonly calls: number
  readonly failed: number
  /** Absent where no call tells its arguments. */
  readonly fields?: readonly {
    readonly name: string
    readonly type: keyof typeof SCHEMAS
    readonly isAlways: boolean
  }[]
}

/** A task proposed from recorded work. */
export interface SuggestedTask {
  readonly name: string
  readonly sessions: number
  readonly tools: readonly SuggestedTool[]
  /** Lengths in calls. */
  readonly bands: readonly { readonly name: string; readonly from: number; readonly to: number }[]
}

const SCHEMAS = {
  text: 'z.string()',
  whole: 'z.number().int()',
  number: 'z.number()',
  truth: 'z.boolean()',
  texts: 'z.array(z.string())',
  list: 'z.array(z.unknown())',
  object: 'z.record(z.string(), z.unknown())',
  anything: 'z.unknown()',
} as const

/** Text of a module of tasks that loads, and in which all that a record cannot tell is still to be written. */
export function suggestedTasks(tasks: readonly SuggestedTask[], record: string): string {
  const usesZod = tasks.some(({ tools }) => tools.some(({ fields = [] }) => fields.length > 0))
  return `${[
    `// Tasks proposed from the sessions of ${commentOf(record)}. Names of tools and arguments are those that were seen.`,
    '// `leadline check task` names what is still to be written; no study starts before it is.',
    "import { defineTask, toWrite } from 'leadline'",
    ...(usesZod ? ["import { z } from 'zod'"] : []),
    '',
    'export default [',
    ...tasks.flatMap(taskLines),
    ']',
  ].join('\n')}\n`
}

function taskLines({ name, sessions, tools, bands }: SuggestedTask): string[] {
  const lengths = bands.map(
    (band) => `${band.name} ${band.from === band.to ? band.from : `${band.from} to ${band.to}`}`,
  )
  const names = new Map<string, string>()
  for (const tool of tools) names.set(tool.name, unusedName(tool.name, [...names.values()]))
  return [
    `  // ${sessions} ${sessions === 1 ? 'session' : 'sessions'}; calls: ${lengths.join(', ')}.`,
    '  defineTask({',
    `    name: ${literal(name)},`,
    `    instructions: ${literal(`${TEXT_TO_WRITE}the standing rules, or leave this out`)},`,
    "    make: toWrite('the goal in words and the state in which an instance of some size begins'),",
    '    tools: {',
    ...tools.flatMap((tool) => toolLines(tool, names.get(tool.name) ?? tool.name)),
    '    },',
    "    score: toWrite('whether the state shows that the goal is reached'),",
    "    witness: toWrite('calls that reach the goal from a state, or leave this out'),",
    '  }),',
  ]
}

function toolLines({ name, calls, failed, fields }: SuggestedTool, own: string): string[] {
  const seen = `${calls} ${calls === 1 ? 'call' : 'calls'} seen, ${failed} failed`
  const recorded = own === name ? '' : `; recorded as ${commentOf(name)}`
  const open = fields === undefined ? '; its arguments were not recorded' : ''
  return [
    `      // ${seen}${recorded}${open}. Add \`isReading: true\` where it changes nothing.`,
    `      ${keyOf(own)}: {`,
    `        description: ${literal(`${TEXT_TO_WRITE}what a model is told of ${own}`)},`,
    ...inputLines(fields),
    `        run: toWrite(${literal(`what ${own} does to the state, and what it answers`)}),`,
    '      },',
  ]
}

function inputLines(fields: SuggestedTool['fields'] = []): string[] {
  if (fields.length === 0) return []
  return [
    '        input: z.object({',
    ...fields.map((field) => {
      return `          ${keyOf(field.name)}: ${SCHEMAS[field.type]}${field.isAlways ? '' : '.optional()'},`
    }),
    '        }),',
  ]
}

/** A name that a task may give a tool. */
function unusedName(recorded: string, taken: readonly string[]): string {
  const plain = recorded.replaceAll(/[^A-Za-z0-9_-]+/g, '_').slice(0, 60) || 'tool'
  const name = plain === 'finish' ? 'finish_it' : plain
  let [own, number] = [name, 2]
  for (; taken.includes(own); number += 1) own = `${name}_${number}`
  return own
}

/** Text of a configuration for a module of proposed tasks. */
export function suggestedConfig(of: {
  /** As it is imported, such as `./task.ts`. */
  readonly module: string
  readonly seed: number
  readonly sizes: { readonly narrow: number; readonly long: number }
  readonly probes: readonly {
    readonly intervention: string
    readonly seen: string
    readonly trigger: number
    readonly calls?: number
  }[]
}): string {
  const { module, seed, sizes, probes } = of
  const rows = probes.map(({ intervention, seen, trigger, calls }) => {
    const dose = calls === undefined ? '' : `, dose: { calls: ${calls} }`
    return [
      `    // seen: ${commentOf(seen)}`,
      `    { intervention: ${literal(intervention)}${dose}, trigger: ${trigger} },`,
    ].join('\n')
  })
  return `// A study of tasks proposed from recorded sessions; edit it. \`leadline check task\` says what the tasks still lack.
import tasks from ${literal(module)}

export default {
  name: 'own-study',
  seed: ${seed}, // drawn for this file: nobody else has these samples

  // Name your models: 'openai:MODEL', 'anthropic:MODEL' (the key is read from the environment), or a server as below.
  systems: [{ model: 'http://127.0.0.1:11434/v1#MODEL', price: { inputUsdPerMillion: 0, outputUsdPerMillion: 0 } }],
  reference: 'MODEL', // the model that the others are held against

  // From the lengths of the recorded sessions.
  tasks: {
    families: tasks,
    forms: [
      { stratum: 'narrow', size: ${sizes.narrow}, samples: 6 },
      { stratum: 'long', size: ${sizes.long}, samples: 6 },
    ],
  },

  // What went wrong in them, where in the work it was first seen.
  probes: [
${rows.join('\n') || "    // Nothing did; this one asks little of a task.\n    { intervention: 'tool-renamed' },"}
  ],
}
`
}

/** A text within one line of a comment. */
const commentOf = (text: string) => text.replaceAll(/[\p{Cc}\u2028\u2029]+/gu, ' ').slice(0, 100)

/** A text as code. */
function literal(text: string): string {
  const escaped = JSON.stringify(text).slice(1, -1).replaceAll('\\"', '"').replaceAll("'", "\\'")
  return `'${escaped.replaceAll('\u2028', '\\u2028').replaceAll('\u2029', '\\u2029')}'`
}

function keyOf(name: string): string {
  return /^[A-Za-z_$][\w$]*$/.test(name) && name !== '__proto__' ? name : `[${literal(name)}]`
}
