import { existsSync } from 'node:fs'
import { registerHooks } from 'node:module'
import { fileURLToPath } from 'node:url'

/**
 * Lets Node run the sources as they are: an import of `x.js` finds `x.ts`, and the package by its name is its domain,
 * because that is all that the sources in question take from it at run time. Loaded by `--import`.
 */
registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'leadline') return next(new URL('../../src/domain/index.ts', import.meta.url).href, context)
    if (specifier.startsWith('.') && specifier.endsWith('.js') && context.parentURL !== undefined) {
      const source = new URL(specifier.replace(/\.js$/, '.ts'), context.parentURL)
      if (existsSync(fileURLToPath(source))) return next(source.href, context)
    }
    return next(specifier, context)
  },
})
