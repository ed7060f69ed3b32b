import { registerHooks } from 'node:module'

/** What a module of the reader's own may import although nothing is installed beside it: this package, and what it brings. */
const BROUGHT = /^(leadline(\/.*)?|zod)$/

/** What Node warns of where the reader's `package.json` does not say that its modules are modules. They load all the same. */
const TYPELESS = 'MODULE_TYPELESS_PACKAGE_JSON'

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
  const warn = process.emitWarning
  process.emitWarning = (...given: unknown[]) => {
    if (!isTypeless(given)) Reflect.apply(warn, process, given)
  }
  try {
    return await load()
  } finally {
    process.emitWarning = warn
    hooks.deregister()
  }
}

function isTypeless([, options, code]: readonly unknown[]): boolean {
  return code === TYPELESS || Object(options).code === TYPELESS
}
