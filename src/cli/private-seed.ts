import { randomInt } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { dirname, join, resolve } from 'node:path'
import { ConfigError } from '../domain/index.js'
import type { Io } from './io.js'

/** File in the folder of records that keeps the seed of this place. */
const FILE = 'private-seed.json'
/** Seeds are drawn below this, so that every program reads them exactly. */
const SEEDS = 2 ** 47

/** A seed that nobody else has, so that two organisations never meet the same samples. */
export function drawSeed(): number {
  return randomInt(1, SEEDS)
}

/** The seed of studies that state none, in one place. */
export interface PrivateSeed {
  readonly seed: number
  /**
   * Writes it down where it is new, and tells it. Called once nothing of the study can be refused any more.
   *
   * @throws ConfigError where another process has drawn one in the meantime
   */
  keep(): void
}

/**
 * The seed that is kept beside the records, or one that has just been drawn.
 *
 * @param folder as it was given
 * @throws ConfigError where the file that keeps it holds none
 */
export function privateSeed(io: Pick<Io, 'cwd' | 'err'>, folder: string): PrivateSeed {
  const path = join(folder, FILE)
  const whole = resolve(io.cwd, path)
  const kept = existsSync(whole) ? seedIn(whole, path) : undefined
  const seed = kept ?? drawSeed()
  return {
    seed,
    keep() {
      if (kept === undefined) write(whole, seed)
      if (seedIn(whole, path) !== seed) throw new ConfigError(path, 'drawn just now by another process', 'another run')
      io.err(`Seed ${seed}: private to this folder, kept in ${path}.\n`)
    },
  }
}

/** Where another process was faster, its seed stands. */
function write(whole: string, seed: number): void {
  mkdirSync(dirname(whole), { recursive: true })
  try {
    writeFileSync(whole, `${JSON.stringify({ seed })}\n`, { flag: 'wx' })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
}

function seedIn(whole: string, path: string): number {
  const seed = parsed(readFileSync(whole, 'utf8'))
  if (typeof seed === 'number' && Number.isSafeInteger(seed) && seed >= 1) return seed
  throw new ConfigError(path, 'without one', 'a seed: {"seed": a whole number from 1}')
}

function parsed(text: string): unknown {
  try {
    const { seed }: Readonly<Record<string, unknown>> = Object(JSON.parse(text))
    return seed
  } catch (error) {
    if (error instanceof SyntaxError) return undefined
    throw error
  }
}
