import type { CalibrationDocument } from './calibration.js'
import type { ReportDocument } from './document.js'

/** The document as JSON text with two spaces of indent; its schema lies in docs/json/ under the document's kind. */
export function renderJson(document: ReportDocument | CalibrationDocument): string {
  return `${JSON.stringify(document, undefined, 2)}\n`
}
