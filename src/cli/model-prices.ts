import { ConfigError, type Price } from '../domain/index.js'
import { pairsOf } from './tables.js'

/** A price beyond this is a slip of the keyboard. */
const MOST_USD = 1e12

/** Prices by model from `MODEL=INPUT/OUTPUT` or `MODEL=INPUT/OUTPUT/CACHED`, in US dollars a million tokens. */
export function pricesByModel(flags: readonly string[] | undefined): ReadonlyMap<string, Price> {
  return new Map(Object.entries(pairsOf('--price', flags)).map(([model, text]) => [model, priceOf(model, text)]))
}

function priceOf(model: string, text: string): Price {
  const parts = text.split('/').map((part) => (part.trim() === '' ? Number.NaN : Number(part)))
  const [input, output, cached] = parts
  const isGood = parts.every((part) => part >= 0 && part <= MOST_USD)
  if (!isGood || parts.length > 3 || input === undefined || output === undefined) {
    throw new ConfigError(
      `--price ${model}`,
      text,
      'INPUT/OUTPUT or INPUT/OUTPUT/CACHED in US dollars a million tokens',
    )
  }
  return {
    inputUsdPerMillion: input,
    outputUsdPerMillion: output,
    ...(cached !== undefined && { cacheReadUsdPerMillion: cached }),
  }
}
