export type { NamedModel } from './model-shelf.js'
export { type ModelServer, type ModelServerOptions, serveModels } from './serve-models.js'
