export * from './findings.js'
export * from './published.js'
