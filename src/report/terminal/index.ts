export { pCell, pointsCell, shareCell, valueCell } from './cells.js'
export { type Style, styleFor, type TableLook, type TerminalOptions, table, wrapText } from './layout.js'
export { renderSummary, renderTerminal } from './render.js'
