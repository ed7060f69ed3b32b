export { basisWords as breakEvenBasis, breakEvenOpen, rangesCell, shapesCell } from './break-even-lengths.js'
export {
  curveLengthCell,
  horizonCell,
  judgedCell,
  lengthCell,
  pCell,
  pointsCell,
  shareCell,
  slopeCell,
  spreadCell,
  valueCell,
} from './cells.js'
export { effectNotes, profileWords } from './effect-notes.js'
export { horizonReasons } from './horizons.js'
export { type Style, styleFor, type TerminalOptions, table, wrapText } from './layout.js'
export { renderSummary, renderTerminal } from './render.js'
export { MOST_FINDS, screenWords } from './screen.js'
export { renderTaskCheck, type TaskCheckDocument } from './task-check.js'
