import { readFile } from 'node:fs/promises'
import { basename } from 'node:path'
import { z } from 'zod'
import { ConfigError } from '../../domain/index.js'
import { firstProblem } from '../issues.js'
import { priceSchema } from '../price.js'
import { factsWith, type ModelFact, type ModelFacts } from './facts.js'

const fileSchema = z.strictObject({
  /** Who says so; the name of the file where left out. */
  source: z.string().optional(),
  date: z.iso.date(),
  models: z
    .array(
      z.strictObject({
        model: z.string().min(1),
        price: priceSchema.optional(),
        contextTokens: z.number().int().min(1).optional(),
        outputTokens: z.number().int().min(1).optional(),
      }),
    )
    .min(1),
})

/**
 * The shipped table behind the rows of a reader's own file, if there is one.
 *
 * @param path JSON with `date`, `source` and `models`
 * @throws ConfigError where the file cannot be used
 */
export async function openFacts(path?: string): Promise<ModelFacts> {
  if (path === undefined) return factsWith()
  const given = await jsonAt(path)
  const parsed = fileSchema.safeParse(given)
  if (!parsed.success) {
    throw firstProblem(parsed.error, given, { what: 'price file', known: Object.keys(fileSchema.shape) })
  }
  const { date, models, source = basename(path) } = parsed.data
  const names = models.map(({ model }) => model)
  const twice = names.findIndex((name, at) => names.indexOf(name) !== at)
  if (twice !== -1) {
    const first = names.indexOf(names[twice] ?? '')
    throw new ConfigError(
      `models[${twice}].model of ${basename(path)}`,
      names[twice],
      `a model that models[${first}] has not priced already`,
    )
  }
  return factsWith(
    models.map(({ model, price, contextTokens, outputTokens }): ModelFact => {
      return {
        model,
        source,
        date,
        ...(price !== undefined && { price }),
        ...(contextTokens !== undefined && { contextTokens }),
        ...(outputTokens !== undefined && { outputTokens }),
      }
    }),
  )
}

async function jsonAt(path: string): Promise<unknown> {
  try {
    return JSON.parse(await readFile(path, 'utf8'))
  } catch {
    throw new ConfigError('prices', path, 'a file with JSON in it')
  }
}
