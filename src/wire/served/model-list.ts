import type { JsonObject } from '../../domain/index.js'

/** What is said of a model beside its name. */
interface Listed {
  /** Seconds since 1970. */
  readonly createdAt: number
  readonly owner: string
}

/** A model in a shape that clients of OpenAI and of Anthropic can read. */
export function modelEntry(id: string, { createdAt, owner }: Listed): JsonObject {
  return {
    id,
    object: 'model',
    type: 'model',
    display_name: id,
    created: createdAt,
    created_at: new Date(createdAt * 1_000).toISOString(),
    owned_by: owner,
  }
}

/** A list of models for clients of both. */
export function modelList(ids: readonly string[], of: Listed): JsonObject {
  return {
    object: 'list',
    data: ids.map((id) => modelEntry(id, of)),
    has_more: false,
    first_id: ids.at(0) ?? null,
    last_id: ids.at(-1) ?? null,
  }
}
