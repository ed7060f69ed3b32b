export { styleFor, type TerminalOptions, table, wrapText } from './layout.js'
export { renderTerminal } from './render.js'
