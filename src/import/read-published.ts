import { ConfigError, type PublishedFigure, RecordError } from '../domain/index.js'
import { type PublishedMap, readCsv, readJsonLines, readPublished } from '../wire/index.js'
import { contentOf } from './detect.js'
import { openFile } from './open-file.js'
import type { ReadFile } from './parsed-file.js'

/** Published figures with the file that they stand in. */
export interface PublishedTable {
  readonly figures: readonly PublishedFigure[]
  readonly file: ReadFile
}

/**
 * Reads one table of published figures: CSV or JSON lines, plain or gzip.
 *
 * @throws ConfigError where it is not one file
 * @throws RecordError located by file and line where anything is malformed
 */
export async function readPublishedTable(paths: readonly string[], map: PublishedMap = {}): Promise<PublishedTable> {
  const [path, ...rest] = paths
  if (path === undefined || rest.length > 0) throw new ConfigError('files', paths, 'one table of published figures')
  const opened = await openFile(path)
  const { format } = contentOf(opened)
  if (format === 'tau2') throw new RecordError(path, undefined, 'a tau2 file', 'a table of published figures')
  const table = format === 'csv' ? readCsv(opened.text, path) : readJsonLines(opened.text, path)
  const figures = readPublished(table, map)
  return { figures, file: { path, format, sha256: opened.sha256, rows: figures.length } }
}
