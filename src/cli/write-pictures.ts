import { mkdirSync, renameSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { allCharts, type Chart, type ReportDocument, renderSvg } from '../report/index.js'

/**
 * Writes every picture of a report as SVG, once for light and once for dark paper: `shadow-0-light.svg` and so on.
 *
 * @returns paths of the files, in the order of the report
 */
export function writePictures(document: ReportDocument, folder: string): string[] {
  mkdirSync(folder, { recursive: true })
  return allCharts(document).flatMap((chart) => writeChart(chart, folder))
}

/** Writes one picture as SVG, for light and for dark paper. */
export function writeChart(chart: Chart, folder: string): string[] {
  mkdirSync(folder, { recursive: true })
  return (['light', 'dark'] as const).map((theme) => {
    const path = join(folder, `${chart.props.id}-${theme}.svg`)
    writeFileSync(`${path}.part`, `${renderSvg(chart, { theme })}\n`)
    renameSync(`${path}.part`, path)
    return path
  })
}
