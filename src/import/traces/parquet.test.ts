import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder } from '../../../test/support/command.js'
import { langsmithStory } from '../../../test/support/traces/langsmith.js'
import { bulkExport } from '../../../test/support/traces/parquet.js'
import { allSessions, aTraceFile, wholeReading } from '../../../test/support/traces/read.js'
import { aStory } from '../../../test/support/traces/story.js'
import { parquetRows } from './parquet-rows.js'

const runs = langsmithStory(aStory())

function aParquetFile(bytes: Uint8Array): string {
  const path = join(emptyFolder(), 'runs.parquet')
  writeFileSync(path, bytes)
  return path
}

/** The runs without what a bulk export has no column for. */
const exported = runs.map((run) => ({ ...run, prompt_token_details: undefined }))
const asLines = `${exported.map((run) => JSON.stringify(run)).join('\n')}\n`

test.each(['ZSTD', 'GZIP', 'SNAPPY', 'BROTLI', 'UNCOMPRESSED'] as const)(
  'a bulk export of LangSmith packed by %s says what its lines say',
  async (codec) => {
    const bulk = await allSessions([aParquetFile(bulkExport(exported, { codec }))])
    expect(bulk).toHaveLength(1)
    expect(bulk).toEqual(await allSessions([aTraceFile('runs.parquet', asLines)]))
    expect(bulk[0]?.steps).toHaveLength(3)
    expect(bulk[0]?.steps.flatMap(({ calls }) => calls).length).toBeGreaterThan(2)
  },
)

test('a session may lie in several groups of rows and several files', async () => {
  const [first = {}, ...rest] = exported
  const files = [[first], rest].map((part) => aParquetFile(bulkExport(part, { rowGroupSize: 2 })))
  const { sessions, files: counts } = await wholeReading(files)
  expect(sessions).toEqual(await allSessions([aTraceFile('runs.parquet', asLines)]))
  expect(counts.map(({ format }) => format)).toEqual(['langsmith', 'langsmith'])
})

test('a file with other columns is refused with those it has', async () => {
  const path = aParquetFile(bulkExport(exported, { without: ['run_type', 'outputs'] }))
  await expect(allSessions([path])).rejects.toThrow(
    /runs\.parquet is a Parquet file without column run_type, outputs \(found: id, tenant_id, .*\); expected a bulk export of LangSmith, with id, trace_id/,
  )
})

test('a file that breaks off, or whose end is damaged, is refused in one line', async () => {
  const whole = bulkExport(exported)
  const cut = aParquetFile(whole.subarray(0, whole.length - 20))
  await expect(allSessions([cut])).rejects.toThrow(
    'runs.parquet is a Parquet file that breaks off; expected a whole one',
  )
  await expect(allSessions([aParquetFile(whole.subarray(0, 6))])).rejects.toThrow('breaks off')
  const bent = whole.slice().fill(0xff, whole.length - 60, whole.length - 8)
  await expect(allSessions([aParquetFile(bent)])).rejects.toThrow(/metadata are damaged|without column|damaged/)
})

test('damaged rows are named, and left out where that is asked for', async () => {
  const bytes = bulkExport(exported, { rowGroupSize: 2, codec: 'GZIP' })
  const broken = bytes.slice().fill(0, 4, 400)
  await expect(allSessions([aParquetFile(broken)])).rejects.toThrow(
    'runs.parquet rows 0 to 1 is damaged; expected a whole Parquet file',
  )
  const heard: string[] = []
  const { sessions, files } = await wholeReading([aParquetFile(broken)], {
    isPartial: true,
    onLeftOut: ({ message }) => heard.push(message),
  })
  expect(heard[0]).toContain('rows 0 to 1 is damaged')
  expect(files[0]?.leftOut).toBeGreaterThan(0)
  expect(sessions).toHaveLength(1)
})

test('a group of rows that is too large to be held is refused before it is unpacked', async () => {
  const path = aParquetFile(bulkExport(exported))
  const wanted = { what: 'an export', required: ['id'], optional: ['inputs'], mostBytes: 10 }
  await expect(parquetRows(path, wanted).next()).rejects.toThrow(
    /runs\.parquet group 0 is a group of rows of 1 MiB; expected at most \d+ MiB: export a shorter time/,
  )
})

test('another format than that of a bulk export is refused for a Parquet file', async () => {
  await expect(allSessions([aParquetFile(bulkExport(exported))], { format: 'otel' })).rejects.toThrow(
    '--format is "otel"; expected langsmith',
  )
})
