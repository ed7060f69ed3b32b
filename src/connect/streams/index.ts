export { assembled } from './assemble.js'
export { StreamBroken } from './broken.js'
