import type { Model } from '../../domain/index.js'

/** A model under the name by which it is asked. */
export interface NamedModel {
  readonly name: string
  readonly model: Model
}

/** Models by name, each at the temperatures at which it was asked. */
export interface ModelShelf {
  readonly names: readonly string[]
  /** At its own temperature; undefined where there is none of the name. */
  plain(name: string): Model | undefined
  /** At another; names are those of the shelf. */
  heated(name: string, temperature: number): Promise<Model>
}

/** Models at temperatures other than their own that are kept open. */
const MOST_KEPT = 16

/** A shelf that keeps open what was asked last. */
export function modelShelf(
  models: readonly NamedModel[],
  atTemperature: (name: string, temperature: number) => Promise<Model>,
): ModelShelf {
  const own = new Map(models.map(({ name, model }) => [name, model]))
  const kept = new Map<string, Promise<Model>>()
  const keep = (key: string, opened: Promise<Model>) => {
    kept.delete(key)
    kept.set(key, opened)
    for (const oldest of [...kept.keys()].slice(0, -MOST_KEPT)) kept.delete(oldest)
    return opened
  }
  return {
    names: [...own.keys()],
    plain: (name) => own.get(name),
    async heated(name, temperature) {
      const key = `${temperature}/${name}`
      const opened = keep(key, kept.get(key) ?? atTemperature(name, temperature))
      // What could not be opened is tried again with the next ask.
      opened.catch(() => kept.delete(key))
      return opened
    },
  }
}
