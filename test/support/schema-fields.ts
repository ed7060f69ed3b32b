import type { SchemaNode } from './schemas.js'

/** A field that a schema allows. */
export interface SchemaField {
  /** As in `placesOf`. */
  readonly path: string
  readonly description: string | undefined
}

/**
 * Every named field that the documents of a schema may have, references followed. Keys of free choice are left out.
 *
 * @param name file of the schema
 */
export function fieldsOf(schemas: ReadonlyMap<string, SchemaNode>, name: string): readonly SchemaField[] {
  const found = new Map<string, SchemaField>()
  const visit = (node: SchemaNode, file: string, path: string): void => {
    const target = typeof node.$ref === 'string' ? resolve(schemas, file, node.$ref) : undefined
    if (target !== undefined) visit(target.node, target.file, path)
    for (const form of listOf(node.oneOf)) visit(form, file, path)
    if (isNode(node.items)) visit(node.items, file, `${path}/*`)
    for (const [key, entry] of Object.entries(isNode(node.properties) ? node.properties : {})) {
      if (!isNode(entry)) continue
      const own = `${path}/${key}`
      const described =
        entry.description ?? (typeof entry.$ref === 'string' && resolve(schemas, file, entry.$ref)?.node.description)
      const isConstant = entry.const !== undefined
      const description =
        typeof described === 'string' ? described : isConstant ? 'constant' : found.get(own)?.description
      found.set(own, { path: own, description })
      visit(entry, file, own)
    }
  }
  const root = schemas.get(name)
  if (root !== undefined) visit(root, name, '')
  return [...found.values()]
}

function resolve(schemas: ReadonlyMap<string, SchemaNode>, file: string, reference: string) {
  const [named = '', pointer = ''] = reference.split('#')
  const target = named === '' ? file : named
  const node = pointer
    .split('/')
    .slice(1)
    .reduce<unknown>((at, key) => (isNode(at) ? at[key] : undefined), schemas.get(target))
  return isNode(node) ? { file: target, node } : undefined
}

function isNode(value: unknown): value is SchemaNode {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function listOf(value: unknown): readonly SchemaNode[] {
  return Array.isArray(value) ? value.filter(isNode) : []
}
