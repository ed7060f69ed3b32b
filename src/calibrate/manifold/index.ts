export { type ManifoldOptions, measureManifold, trialsOfManifold } from './measure.js'
