export * from './changes.js'
export { type Took, tookOf } from './took.js'
