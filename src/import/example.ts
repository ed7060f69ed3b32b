import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { asJson, DataError, RecordError } from '../domain/index.js'
import { assembleTable, OPENHANDS_COLUMNS, type OutcomeTable, readJsonLines, readOutcomes } from '../wire/index.js'
import { openFile } from './open-file.js'
import { OPENHANDS_COMMIT, OPENHANDS_PARTS, OPENHANDS_SHA256, openhandsRows, rowsSha256 } from './openhands.js'

/** The contrast of the recorded table: the benchmark that everybody quotes against other work. */
export const EXAMPLE_STRATA = { narrow: ['swe-bench'], long: ['gaia', 'commit0'] } as const

/** Gets the bytes behind a URL. */
type FetchBytes = (url: string, signal: AbortSignal) => Promise<Uint8Array>

/** Where the recorded table may come from. */
export interface ExampleSource {
  /** Folder of recorded data that holds `openhands-index/outcomes.jsonl.gz`; asked first. */
  readonly dataFolder?: string
  /** Root of the raw files of the public repository; another server may stand in for it. */
  readonly baseUrl?: string
  readonly fetchBytes?: FetchBytes
  readonly signal: AbortSignal
  /** Ends a download that takes too long; by default after 5 s. */
  readonly deadline?: AbortSignal
  /** SHA-256 that the rows must have; by default that of the recorded table. */
  readonly sha256?: string
}

/** The recorded table. */
export interface ExampleTable extends OutcomeTable {
  /** File or URL it came from. */
  readonly origin: string
  /** As JSON lines, as it can be saved and read again. */
  readonly text: string
}

const DOWNLOAD_MS = 5_000

const BASE_URL = `https://raw.githubusercontent.com/OpenHands/openhands-index-results/${OPENHANDS_COMMIT}`

/**
 * Recorded runs of eight models under one agent on five benchmarks, from a folder or built from the public repository
 * at a fixed commit.
 *
 * @throws DataError `example-unavailable` where neither is at hand
 * @throws RecordError `checksum-differs` where what was found is another table
 */
export async function exampleTable(source: ExampleSource): Promise<ExampleTable> {
  const file =
    source.dataFolder === undefined ? undefined : join(source.dataFolder, 'openhands-index/outcomes.jsonl.gz')
  const baseUrl = source.baseUrl ?? BASE_URL
  const isLocal = file !== undefined && existsSync(file)
  const origin = isLocal ? file : baseUrl
  const text = isLocal ? (await openFile(file)).text : await download(baseUrl, source)
  const table = readJsonLines(text, origin)
  const found = rowsSha256(table.rows.map(({ cells }) => asJson(cells)))
  const wanted = source.sha256 ?? OPENHANDS_SHA256
  if (found !== wanted) {
    const expected = `the recorded table, ${wanted.slice(0, 12)}`
    throw new RecordError(origin, undefined, `a table with the checksum ${found.slice(0, 12)}`, expected, {
      code: 'checksum-differs',
    })
  }
  const assembled = assembleTable([readOutcomes(table, OPENHANDS_COLUMNS)], { strata: EXAMPLE_STRATA })
  return { ...assembled, origin, text }
}

async function download(baseUrl: string, source: ExampleSource): Promise<string> {
  const { fetchBytes = fetchOver, signal } = source
  const stop = new AbortController()
  const ended = AbortSignal.any([signal, source.deadline ?? AbortSignal.timeout(DOWNLOAD_MS), stop.signal])
  try {
    const parts = await Promise.all(
      OPENHANDS_PARTS.map(async (part) => {
        const bytes = await fetchBytes(`${baseUrl}/${part.path}`, ended)
        return openhandsRows(new TextDecoder().decode(bytes), part)
      }),
    )
    return `${parts
      .flat()
      .map((row) => JSON.stringify(row))
      .join('\n')}\n`
  } catch (cause) {
    signal.throwIfAborted()
    if (cause instanceof RecordError) throw cause
    throw new DataError(
      'example-unavailable',
      `the recorded table is not at hand: ${whyOf(cause)} (${baseUrl}); expected a network, or its folder in LEADLINE_DATA`,
    )
  } finally {
    // One failed part makes the others useless.
    stop.abort()
  }
}

async function fetchOver(url: string, signal: AbortSignal): Promise<Uint8Array> {
  const response = await fetch(url, { signal })
  if (!response.ok) throw new Error(`${url} answered ${response.status}`)
  return new Uint8Array(await response.arrayBuffer())
}

function whyOf(cause: unknown): string {
  if (!(cause instanceof Error)) return String(cause)
  if (cause.name === 'TimeoutError') return `no answer within ${DOWNLOAD_MS / 1000} s`
  return cause.cause instanceof Error ? `${cause.message} (${cause.cause.message})` : cause.message
}
