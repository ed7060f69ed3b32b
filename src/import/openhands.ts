import { createHash } from 'node:crypto'
import { canonicalJson, type JsonObject, RecordError } from '../domain/index.js'
import { asObject, fieldOf } from '../wire/index.js'

/** Commit of the public repository from which the recorded table was built. */
export const OPENHANDS_COMMIT = '3015ac6'

/** SHA-256 over the canonical rows of the recorded table: another table is refused. */
export const OPENHANDS_SHA256 = '986febf247db863d1be356dddbd44461091478c2ed1b9881bdd5811e8edfa89b'

const MODELS = [
  'DeepSeek-V3.2-Reasoner',
  'GPT-5.2',
  'Gemini-3-Pro',
  'Kimi-K2-Thinking',
  'MiniMax-M2.1',
  'Qwen3-Coder-Next',
  'claude-opus-4-5',
  'claude-sonnet-4-5',
]

const BENCHMARKS = ['commit0', 'gaia', 'swe-bench-multimodal', 'swe-bench', 'swt-bench']

/** One file of the repository: the results of one model on one benchmark. */
interface OpenhandsPart {
  readonly model: string
  readonly benchmark: string
  /** Path within the repository. */
  readonly path: string
}

/** Every file that the recorded table is built from. */
export const OPENHANDS_PARTS: readonly OpenhandsPart[] = MODELS.flatMap((model) =>
  BENCHMARKS.map((benchmark) => ({ model, benchmark, path: `results/${model}/instance_results/${benchmark}.json` })),
)

/**
 * Rows of the recorded table from one file of the repository: `{"<instance>": {"cost": ..., "resolved": ...}}`.
 *
 * @throws RecordError where the file is not of that form
 */
export function openhandsRows(text: string, part: OpenhandsPart): JsonObject[] {
  const expected = 'an object of instances, each with cost and resolved'
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch (cause) {
    throw new RecordError(part.path, undefined, 'not JSON', expected, { cause })
  }
  const instances = asObject(value)
  if (instances === undefined) throw new RecordError(part.path, undefined, 'not an object', expected)
  return Object.entries(instances).map(([instance, result]) => {
    const object = asObject(result) ?? {}
    const [cost, resolved] = [fieldOf(object, 'cost'), fieldOf(object, 'resolved')]
    const isRow = (cost === null || typeof cost === 'number') && (resolved === null || typeof resolved === 'boolean')
    if (!isRow) throw new RecordError(part.path, instance, JSON.stringify(result) ?? 'missing', expected)
    return { agent: 'openhands', model: part.model, benchmark: part.benchmark, instance, cost, resolved }
  })
}

/** SHA-256 of rows, whatever their order: 64 hexadecimal digits. */
export function rowsSha256(rows: readonly JsonObject[]): string {
  const lines = rows.map((row) => canonicalJson(row)).sort()
  return createHash('sha256').update(lines.join('\n')).digest('hex')
}
