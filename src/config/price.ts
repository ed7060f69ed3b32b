import { z } from 'zod'
import type { Price, TokenPrice } from '../domain/index.js'

/** A sum beyond a trillion is a slip of the keyboard. */
export const usd = z.number().max(1e12)

const fields = {
  inputUsdPerMillion: usd.min(0),
  outputUsdPerMillion: usd.min(0),
  cacheReadUsdPerMillion: usd.min(0).optional(),
  cacheWriteUsdPerMillion: usd.min(0).optional(),
}

type Given = z.output<z.ZodObject<typeof fields>>

/** A price as a configuration or a price file states it. */
export const priceSchema = z
  .strictObject({
    ...fields,
    /** What an ask with more input than so many tokens costs, all of it. */
    beyond: z.strictObject({ ...fields, inputTokens: z.number().int().min(1) }).optional(),
  })
  .transform(({ beyond, ...price }): Price => {
    return {
      ...stated(price),
      ...(beyond !== undefined && { beyond: { ...stated(beyond), inputTokens: beyond.inputTokens } }),
    }
  })

/** What is left out is absent, and not there with nothing in it. */
function stated({
  inputUsdPerMillion,
  outputUsdPerMillion,
  cacheReadUsdPerMillion: read,
  cacheWriteUsdPerMillion: write,
}: Given): TokenPrice {
  return {
    inputUsdPerMillion,
    outputUsdPerMillion,
    ...(read !== undefined && { cacheReadUsdPerMillion: read }),
    ...(write !== undefined && { cacheWriteUsdPerMillion: write }),
  }
}
