export * from './findings.js'
