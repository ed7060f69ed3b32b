export * from './findings.js'
export * from './horizon.js'
export * from './published.js'
export * from './survival.js'
