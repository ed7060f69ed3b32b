import type { CalibrationDocument } from './calibration.js'
import type { ReportDocument } from './document.js'

/**
 * The document as JSON text with two spaces of indent; its schema lies in docs/json/ under the document's kind.
 * Transcripts stay in the journal and on the page: they are no figures, and there is no end to their length.
 */
export function renderJson(document: ReportDocument | CalibrationDocument): string {
  const figures = document.kind === 'report' ? { ...document, transcripts: undefined } : document
  return `${JSON.stringify(figures, undefined, 2)}\n`
}
