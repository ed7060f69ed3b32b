import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { type ReportDocument, renderHtml, renderJson } from '../report/index.js'

/** Style and script of the page, which lie beside the compiled sources. */
function assets() {
  const folder = new URL('../../web/', import.meta.url)
  return {
    style: readFileSync(new URL('report.css', folder), 'utf8'),
    script: readFileSync(new URL('report.js', folder), 'utf8'),
    compress: (bytes: Uint8Array) => gzipSync(bytes).toString('base64'),
  }
}

/**
 * Writes `report.html` and `report.json` into the folder of a study; a reader never meets half a file.
 *
 * @returns path of the page
 */
export function writeReport(document: ReportDocument, folder: string, name = 'report'): string {
  const page = join(folder, `${name}.html`)
  writePage(document, page)
  writeWhole(join(folder, `${name}.json`), renderJson(document))
  return page
}

/** Writes the page alone, where the user wants it. */
export function writePage(document: ReportDocument, path: string): void {
  writeWhole(path, renderHtml(document, assets()))
}

function writeWhole(path: string, text: string): void {
  mkdirSync(dirname(path), { recursive: true })
  writeFileSync(`${path}.part`, text)
  renameSync(`${path}.part`, path)
}
