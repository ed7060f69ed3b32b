import { registerHooks } from 'node:module'

/** What a module of the reader's own may import although nothing is installed beside it: this package, and what it brings. */
const BROUGHT = /^(leadline(\/.*)?|zod)$/

/**
 * Lets modules in an empty folder import this package: where their own folder has none, the running one is taken.
 *
 * @param load imports the module; only what is imported until then is helped
 */
export async function withOwnPackage<T>(load: () => Promise<T>): Promise<T> {
  const hooks = registerHooks({
    resolve(specifier, context, next) {
      if (!BROUGHT.test(specifier)) return next(specifier, context)
      try {
        return next(specifier, context)
      } catch {
        return next(specifier, { ...context, parentURL: import.meta.url })
      }
    },
  })
  try {
    return await load()
  } finally {
    hooks.deregister()
  }
}
