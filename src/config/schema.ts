import { z } from 'zod'
import {
  type Intervention,
  MOST_ANSWER_SECONDS,
  type Model,
  type Provenance,
  type TaskFamily,
} from '../domain/index.js'
import { agentSchema, folderSchema } from './agents.js'
import { priceSchema, usd } from './price.js'
import { proxiedSchema, serverFamilySchema } from './server-schema.js'

const share = z.number().gt(0).lt(1)
const whole = z.number().int()
const atATime = whole.min(1).max(1_000)
const answerSeconds = z.number().gt(0).max(MOST_ANSWER_SECONDS)
const text = z.string().regex(/^\P{Cc}*$/u, 'text without control characters')

const variable = z.string().regex(/^[A-Za-z_]\w*$/, 'the name of an environment variable')

/** An object of the reader's own code: told apart by what it must have. */
function valueWith<T>(parts: Readonly<Record<string, 'function' | 'object' | 'string'>>, what: string) {
  const names = Object.keys(parts)
  return z.custom<T>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      names.every((name) => Reflect.get(value, name) !== null && typeof Reflect.get(value, name) === parts[name]),
    `${what} with ${names.join(' and ')}`,
  )
}

/** A family of tasks of the reader's own. */
export const taskFamily = valueWith<TaskFamily>(
  { name: 'string', makeSample: 'function', open: 'function' },
  'a task family',
)

const provenance = z
  .strictObject({
    kind: z.enum(['frontier-trained', 'declared-derivative', 'suspected', 'unknown']),
    source: z.string().optional(),
    date: z.string().optional(),
  })
  .transform(({ kind, source, date }): Provenance => {
    return { kind, ...(source !== undefined && { source }), ...(date !== undefined && { date }) }
  })

const system = z.strictObject({
  /** `policy:wide` or `zoo:teacher` for an embedded model, `openai:NAME` and the like for a vendor, `http://host/v1#NAME` for a server. */
  model: text.min(1),
  /** A model of your own: `model` is then only its name. */
  adapter: valueWith<Model>({ ask: 'function' }, 'a model').optional(),
  /** An agent behind the proxy: `model` is then only its name, and its tasks are those of `tasks.servers`. */
  proxied: proxiedSchema.optional(),
  host: text.optional(),
  /** A name, or an agent of your own that asks this model: its work lies in `tasks.folders`. */
  agent: z.union([text, agentSchema]).optional(),
  settings: text.optional(),
  date: text.optional(),
  /** Address other than the vendor's own, such as that of a gateway. */
  baseUrl: text.min(1).optional(),
  /** Of a vendor that speaks more than one. */
  protocol: z.enum(['responses', 'chat']).optional(),
  /** Environment variable that holds the key, where it is not the vendor's usual one. */
  keyVariable: variable.optional(),
  /** Sent with every ask; a value that is secret is named by the variable that holds it. */
  headers: z.record(text.min(1), z.union([text, z.strictObject({ env: variable })])).optional(),
  temperature: z.number().min(0).max(2).optional(),
  /** How hard it thinks; refused where its vendor does not take it. */
  reasoning: z.enum(['none', 'minimal', 'low', 'medium', 'high', 'xhigh', 'max']).optional(),
  toolChoice: z.enum(['auto', 'required', 'none']).optional(),
  /** Longest answer, reasoning included. */
  maxOutputTokens: whole.min(1).optional(),
  /** Longest conversation; a trial that grows beyond it has reached the limit `tokens`. */
  contextTokens: whole.min(1).optional(),
  /** Longest wait for one answer; that of the study where left out. */
  answerSeconds: answerSeconds.optional(),
  /** Asked for its answers piece by piece, where something on the way cuts connections that are silent for long. */
  stream: z.boolean().optional(),
  /** Fields of the vendor's own, as its provider package names them. */
  options: z.record(z.string(), z.json()).optional(),
  price: priceSchema.optional(),
  provenance: provenance.default({ kind: 'unknown' }),
})

const network = z.strictObject({
  /** For everything, before what the environment says. */
  proxy: text.min(1).optional(),
  /** File of certificate authorities (PEM), from the folder of the configuration. */
  ca: text.min(1).optional(),
})

const form = z.strictObject({
  stratum: z.enum(['narrow', 'long']),
  size: whole.min(5).max(20_000),
  samples: whole.min(1).max(500),
  /** Samples of each family, from the first, that interventions are used on; all where left out. */
  probed: whole.min(0).max(500).optional(),
})

const onset = z.union(
  [
    z.strictObject({ step: whole.min(1) }),
    z.strictObject({ call: whole.min(1), tool: z.string().min(1).optional() }),
    z.strictObject({ progress: share }),
    z.strictObject({ checkpoint: z.string().min(1) }),
    z.strictObject({ seen: z.string().min(1) }),
  ],
  { error: 'one of { step }, { call, tool }, { progress }, { checkpoint } and { seen }' },
)

const probe = z
  .strictObject({
    intervention: z.string().min(1),
    dose: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
    /** A tool, a disturbance or a goal variant that it shall be aimed at; whatever fits where left out. */
    target: z.string().min(1).optional(),
    /** Share of the baseline's steps after which it is triggered. */
    trigger: z.number().min(0).lt(1).optional(),
    /** Another place: after a step, before a call, once a state is reached or a text was seen. */
    onset: onset.optional(),
  })
  .refine((given) => given.trigger === undefined || given.onset === undefined, {
    error: 'a trigger or an onset, not both',
    path: ['onset'],
  })

/** What a configuration file may say. */
export const configSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,100}$/, 'up to 100 letters, digits, dots and dashes'),
  /** All samples, pairs and orders come from it; private to the folder of records where left out. */
  seed: whole.optional(),
  systems: z.array(system).min(1),
  /** Label of the reference: its model, with host, agent, settings and date in brackets where stated. */
  reference: z.string().min(1),
  control: z.string().optional(),
  tasks: z.strictObject({
    /** Built-in families by name, and families of your own. */
    families: z
      .array(z.union([z.string(), taskFamily]))
      .min(1)
      .optional(),
    /** Modules that export tasks of your own, from the folder of the configuration. */
    files: z.array(text.min(1)).min(1).max(100).optional(),
    /** Families whose tools come from tool servers; their tasks are given one by one. */
    servers: z.array(serverFamilySchema).min(1).optional(),
    /** Work for agents of your own, in place of families and forms. */
    folders: z.array(folderSchema).min(1).max(500).optional(),
    /** Left out only where all tasks are given by `servers` or `folders`. */
    forms: z.array(form).min(1).max(50).optional(),
    /** Samples of each family are so many of its own, one after another. */
    inARow: whole.min(2).max(26).optional(),
    /** Samples of each family are so many of its own, side by side. */
    sideBySide: whole.min(2).max(26).optional(),
  }),
  /** Interventions of your own, which probes then name. */
  interventions: z
    .array(valueWith<Intervention>({ name: 'string', dose: 'object', prepare: 'function' }, 'an intervention'))
    .optional(),
  probes: z.array(probe).optional(),
  repeats: whole.min(1).max(1_000).default(3),
  forkRepeats: whole.min(0).max(1_000).default(1),
  /** Two of three where left out, and all of fewer repeats. */
  gate: z.strictObject({ solved: whole.min(0), of: whole.min(1) }).optional(),
  limits: z
    .strictObject({
      stepsPerReferenceCall: z.number().min(1).default(2.5),
      extraSteps: whole.min(0).default(20),
      tokens: whole.min(1).optional(),
      seconds: z.number().gt(0).optional(),
      costUsd: usd.gt(0).optional(),
    })
    .default({ stepsPerReferenceCall: 2.5, extraSteps: 20 }),
  level: share.default(0.95),
  margin: share.default(0.1),
  requiredSuccess: share.default(0.8),
  budgetUsd: usd.gt(0).optional(),
  /** Longest wait for one answer of a system that states none itself; ten minutes where left out. */
  answerSeconds: answerSeconds.optional(),
  /** Most trials at a time. */
  concurrency: whole.min(1).max(1_000).optional(),
  /** File of prices and lengths of your own (JSON), from the folder of the configuration. */
  prices: text.min(1).optional(),
  network: network.optional(),
  /** Asks of one account that may be in flight: fewest, at the beginning, most; 10, 20 and 100. */
  asksAtATime: z
    .strictObject({
      min: atATime.optional(),
      start: atATime.optional(),
      max: atATime.optional(),
      /** Of all of these, where other processes ask on the same account: one half for two. */
      share: z.number().gt(0).max(1).optional(),
    })
    .optional(),
})

/** A configuration with every default filled in. */
export type Config = z.output<typeof configSchema> & { readonly gate: { readonly solved: number; readonly of: number } }
/** A configuration as it is written: what has a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>
