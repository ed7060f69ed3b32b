import type { Suggestion } from '../sessions/index.js'
import type { AuditDocument } from './audit.js'
import type { CalibrationDocument } from './calibration/calibration.js'
import type { NullDocument } from './calibration/null-check.js'
import type { ReportDocument } from './document.js'
import type { CancelDocument, RescoreDocument, TrialDocument, TrialsDocument } from './inspect/index.js'
import type { TaskCheckDocument } from './terminal/index.js'
import type { TracesDocument } from './traces/document.js'

/** What `leadline start` shows: recorded runs, the instrument check, and what can be probed from here. */
export interface StartDocument {
  readonly schemaVersion: 1
  readonly kind: 'start'
  /** Absent where the recorded table is not at hand. */
  readonly recorded?: ReportDocument
  /** Why the recorded table is not shown, in words. */
  readonly missing?: string
  readonly check: ReportDocument
  readonly found: readonly {
    readonly kind: 'key' | 'server'
    /** What was found, without any secret. */
    readonly what: string
    /** The command that probes it. */
    readonly command: string
  }[]
}

/**
 * The document as JSON text with two spaces of indent; its schema lies in docs/json/ under the document's kind.
 * Transcripts stay in the journal and on the page: they are no figures, and there is no end to their length.
 */
export function renderJson(document: PrintedDocument): string {
  return `${JSON.stringify(figuresOf(document), undefined, 2)}\n`
}

/** Everything that `--json` prints through one function. */
type PrintedDocument =
  | ReportDocument
  | CalibrationDocument
  | StartDocument
  | AuditDocument
  | NullDocument
  | TracesDocument
  | Suggestion
  | TaskCheckDocument
  | TrialsDocument
  | TrialDocument
  | RescoreDocument
  | CancelDocument

function figuresOf(document: PrintedDocument): object {
  switch (document.kind) {
    case 'report':
      return { ...document, transcripts: undefined }
    case 'start': {
      const { recorded, check } = document
      return { ...document, ...(recorded !== undefined && { recorded: figuresOf(recorded) }), check: figuresOf(check) }
    }
    case 'calibration':
    case 'audit':
    case 'null':
    case 'traces':
    case 'suggestion':
    case 'task-check':
    case 'trials':
    case 'trial':
    case 'rescore':
    case 'cancel':
      return document
  }
}
