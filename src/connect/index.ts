export { type Network, type NetworkOptions, openNetwork } from './network.js'
export * from './providers/index.js'
export { systemClock, thisProcess } from './this-process.js'
