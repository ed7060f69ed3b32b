import { brotliCompressSync, gzipSync, zstdCompressSync } from 'node:zlib'
import type { CompressionCodec } from 'hyparquet'
import { type BasicType, parquetWriteBuffer } from 'hyparquet-writer'

const TEXTS = [
  ...['id', 'tenant_id', 'session_id', 'trace_id', 'parent_run_id', 'reference_example_id', 'name', 'run_type'],
  ...['status', 'error', 'dotted_order', 'inputs', 'outputs', 'extra', 'feedback_stats'],
]
const TIMES = ['start_time', 'end_time']
const AMOUNTS = ['total_cost']
const COUNTS = ['prompt_tokens', 'completion_tokens']

const PACKERS = { GZIP: gzipSync, ZSTD: zstdCompressSync, BROTLI: brotliCompressSync }

/** Runs of LangSmith as its bulk export writes them: a column a field, contents as JSON texts, times as timestamps. */
export function bulkExport(
  runs: readonly object[],
  options: {
    readonly codec?: CompressionCodec
    readonly rowGroupSize?: number
    readonly without?: readonly string[]
  } = {},
): Uint8Array {
  const { codec = 'ZSTD', rowGroupSize = 1_000, without = [] } = options
  const column = (name: string, type: BasicType, of: (value: unknown) => unknown) => ({
    name,
    type,
    nullable: true,
    data: runs.map((run) => of(Reflect.get(run, name))),
  })
  const text = (value: unknown) =>
    value === undefined || value === null || typeof value === 'string' ? (value ?? null) : JSON.stringify(value)
  const columns = [
    ...TEXTS.map((name) => column(name, 'STRING', text)),
    ...TIMES.map((name) =>
      column(name, 'TIMESTAMP', (value) => (typeof value === 'string' ? new Date(`${value}Z`) : null)),
    ),
    ...AMOUNTS.map((name) => column(name, 'DOUBLE', (value) => value ?? null)),
    ...COUNTS.map((name) => column(name, 'INT64', (value) => (typeof value === 'number' ? BigInt(value) : null))),
  ]
  const columnData = columns.filter(({ name }) => !without.includes(name))
  return new Uint8Array(parquetWriteBuffer({ columnData, codec, rowGroupSize, compressors: PACKERS }))
}
