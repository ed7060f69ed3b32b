import { readdirSync, readFileSync } from 'node:fs'
import { Ajv2020 } from 'ajv/dist/2020.js'

const folder = new URL('../../docs/json/', import.meta.url)

/** A schema as it stands in its file. */
export interface SchemaNode {
  readonly [keyword: string]: unknown
}

/** The schemas of the printed documents, by file name. */
export function readSchemas(): ReadonlyMap<string, SchemaNode> {
  const names = readdirSync(folder).filter((name) => name.endsWith('.schema.json'))
  return new Map(names.sort().map((name) => [name, JSON.parse(readFileSync(new URL(name, folder), 'utf8'))]))
}

/** What is wrong with a document, one line a problem; empty where it keeps the schema of its kind. */
export function createValidator(): (document: unknown) => readonly string[] {
  const ajv = new Ajv2020({ strict: true, allErrors: true })
  for (const [name, schema] of readSchemas()) ajv.addSchema(schema, name)
  return (document) => {
    const kind = typeof document === 'object' && document !== null && 'kind' in document ? String(document.kind) : ''
    const validate = ajv.getSchema(`${kind}.schema.json`)
    if (validate === undefined) return [`kind is ${JSON.stringify(kind)}; expected a kind that has a schema`]
    if (validate(document) === true) return []
    return (validate.errors ?? []).map(({ instancePath, message, params }) => {
      return `${instancePath || '/'} ${message} ${JSON.stringify(params)}`
    })
  }
}

/** One value of a document. */
export interface Place {
  /** Keys from the top, each after a slash; a star stands for any position of a list. */
  readonly path: string
  readonly holder: object
  /** Key or position of the value in its holder. */
  readonly key: string
}

/** Every value of a document, holders before what they hold. */
export function placesOf(document: unknown, path = ''): readonly Place[] {
  if (typeof document !== 'object' || document === null) return []
  return Object.entries(document).flatMap(([key, value]) => {
    const own = `${path}/${Array.isArray(document) ? '*' : key}`
    return [{ path: own, holder: document, key }, ...placesOf(value, own)]
  })
}
