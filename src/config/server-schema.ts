import { z } from 'zod'
import { isInside } from './agents.js'
import { isTag } from './own-task/translations.js'

const words = z.array(z.string()).min(1)
const values = z.record(z.string(), z.string())

const server = z
  .strictObject({
    /** A program that is started and spoken to over its pipes; `{folder}` in `args` and `env` is the copied folder. */
    command: z.string().min(1).optional(),
    args: z.array(z.string()).optional(),
    /** `${NAME}` is read from the environment. */
    env: values.optional(),
    /** The address of a server that runs elsewhere. */
    url: z.string().optional(),
    headers: values.optional(),
  })
  .refine(({ command, url }) => (command === undefined) !== (url === undefined), 'either a command or a url')

const fileCheck = z.strictObject({
  path: z.string().min(1),
  equals: z.string().optional(),
  contains: z.string().optional(),
  isAbsent: z.boolean().optional(),
})

const score = z
  .strictObject({
    files: z.array(fileCheck).min(1).optional(),
    expected: z.string().min(1).optional(),
    command: words.optional(),
  })
  .refine(
    (given) => Object.values(given).filter((value) => value !== undefined).length === 1,
    'one of files, expected and command',
  )

const tag = z.string().refine(isTag, 'the tag of a language, such as de or pt-BR')

/** Each in the words of another language, by its tag. */
const goals = z.record(tag, z.strictObject({ goal: z.string().min(1) }))
const translations = z.record(
  tag,
  z.strictObject({
    instructions: z.string().min(1).optional(),
    tools: z
      .record(z.string(), z.strictObject({ description: z.string().min(1), parameters: values.optional() }))
      .optional(),
  }),
)

const task = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,100}$/, 'up to 100 letters, digits, dots and dashes'),
  goal: z.string().min(1),
  score,
  /** Tool calls that it takes. */
  calls: z.number().int().min(1).max(20_000),
  stratum: z.enum(['narrow', 'long']).optional(),
  folder: z.string().optional(),
  /** Its goal in other languages. */
  translations: goals.optional(),
})

/** A family of tasks whose tools come from a tool server: plain data, so that it needs no program. */
export const serverFamilySchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,100}$/, 'up to 100 letters, digits, dots and dashes'),
  server,
  tasks: z.array(task).min(1).max(500),
  folder: z.string().optional(),
  reset: words.optional(),
  isStateless: z.boolean().optional(),
  tools: words.optional(),
  reads: words.optional(),
  instructions: z.string().optional(),
  /** Of the reset and of commands that judge; `${NAME}` is read from the environment. */
  environment: values.optional(),
  callWaitMs: z.number().int().min(1).optional(),
  /** Instructions and descriptions of tools in other languages. */
  translations: translations.optional(),
})

/** A command that is an agent of the user's own and takes its tools from `leadline mcp-proxy`. */
export const proxiedSchema = z.strictObject({
  /** `{goal}`, `{to}`, `{url}` and `{home}` stand for those of the trial, here and below; here `{config}` is this folder. */
  command: words,
  environment: values.optional(),
  /** By path, texts or values that become JSON, written into its home before it starts. */
  files: z
    .record(z.string(), z.unknown())
    .refine((files) => Object.keys(files).every(isInside), "paths inside the agent's home")
    .optional(),
})
