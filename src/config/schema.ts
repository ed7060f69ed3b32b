import { z } from 'zod'
import type { Intervention, Model, TaskFamily } from '../domain/index.js'

const share = z.number().gt(0).lt(1)
const whole = z.number().int()
/** A sum beyond a trillion is a slip of the keyboard. */
const usd = z.number().max(1e12)
const text = z.string().regex(/^\P{Cc}*$/u, 'text without control characters')

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

const provenance = z.strictObject({
  kind: z.enum(['frontier-trained', 'declared-derivative', 'suspected', 'unknown']),
  source: z.string().optional(),
  date: z.string().optional(),
})

const price = z.strictObject({ inputUsdPerMillion: usd.min(0), outputUsdPerMillion: usd.min(0) })

const system = z.strictObject({
  /** `policy:wide` for an embedded model, `openai:NAME` and the like for a vendor, `http://host/v1#NAME` for a server. */
  model: text.min(1),
  /** A model of your own: `model` is then only its name. */
  adapter: valueWith<Model>({ ask: 'function' }, 'a model').optional(),
  host: text.optional(),
  agent: text.optional(),
  settings: text.optional(),
  date: text.optional(),
  temperature: z.number().min(0).max(2).optional(),
  maxOutputTokens: whole.min(1).optional(),
  price: price.optional(),
  provenance: provenance.default({ kind: 'unknown' }),
})

const form = z.strictObject({
  stratum: z.enum(['narrow', 'long']),
  size: whole.min(5).max(20_000),
  samples: whole.min(1).max(500),
})

const probe = z.strictObject({
  intervention: z.string().min(1),
  dose: z.record(z.string(), z.union([z.string(), z.number(), z.boolean()])).optional(),
  trigger: z.number().min(0).lt(1).default(0.34),
})

/** What a configuration file may say. */
export const configSchema = z.strictObject({
  name: z.string().regex(/^[\w.-]{1,100}$/, 'up to 100 letters, digits, dots and dashes'),
  seed: whole.default(1),
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
    forms: z.array(form).min(1).max(50),
  }),
  /** Interventions of your own, which probes then name. */
  interventions: z
    .array(valueWith<Intervention>({ name: 'string', dose: 'object', prepare: 'function' }, 'an intervention'))
    .optional(),
  probes: z.array(probe).optional(),
  repeats: whole.min(1).max(1_000).default(3),
  forkRepeats: whole.min(0).max(1_000).default(1),
  gate: z.strictObject({ solved: whole.min(0), of: whole.min(1) }).default({ solved: 2, of: 3 }),
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
  concurrency: whole.min(1).max(1_000).optional(),
})

/** A configuration with every default filled in. */
export type Config = z.output<typeof configSchema>
/** A configuration as it is written: what has a default may be left out. */
export type ConfigInput = z.input<typeof configSchema>
