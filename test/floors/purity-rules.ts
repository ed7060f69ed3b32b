import { Visitor } from 'rolldown/utils'
import { PURE_FOLDERS, PURE_MODULES } from './house.js'
import { placeOf } from './import-rules.js'
import type { Source, Violation } from './source.js'

/** Names of the surroundings: clock, network, environment, chance. */
const SURROUNDINGS = [
  'process',
  'performance',
  'fetch',
  'crypto',
  'globalThis',
  'setTimeout',
  'setInterval',
  'setImmediate',
  'WebSocket',
  'Worker',
  'require',
  'console',
  'navigator',
]

/** What reads the language of the machine unless a locale is named. */
const LOCALE_METHODS = ['localeCompare', 'toLocaleString', 'toLocaleDateString', 'toLocaleTimeString']

/** Disk, network, clock, environment and hidden chance in a folder that must be pure. */
export function purityViolations(source: Source): Violation[] {
  const { room } = placeOf(source.path)
  if (!PURE_FOLDERS.some((folder) => folder === room)) return []
  const found: Violation[] = []
  const add = (start: number, words: string) => {
    found.push({
      rule: 'pure',
      path: source.path,
      line: source.lineAt(start),
      words: `${words} in ${room}, which is pure`,
    })
  }
  for (const { specifier, line } of source.imports) {
    if (!specifier.startsWith('node:') || specifier in PURE_MODULES) continue
    found.push({ rule: 'pure', path: source.path, line, words: `${specifier} in ${room}, which is pure` })
  }
  readMembers(source, add)
  readNames(source, add)
  return found
}

type Add = (start: number, words: string) => void

function readMembers(source: Source, add: Add): void {
  new Visitor({
    ImportDeclaration({ source: { value }, specifiers }) {
      if (value !== 'node:crypto') return
      for (const { local, start } of specifiers) {
        if (!['hash', 'createHash'].includes(local.name)) add(start, `${local.name} of node:crypto`)
      }
    },
    MemberExpression({ object, property, start }) {
      if (object.type !== 'Identifier' || property.type !== 'Identifier') return
      const name = `${object.name}.${property.name}`
      if (name === 'Date.now' || name === 'Math.random') add(start, name)
    },
    NewExpression({ callee, arguments: given, start }) {
      if (callee.type !== 'Identifier') return
      if (callee.name === 'Date' && given.length === 0) add(start, 'new Date()')
      if (callee.name === 'Intl' && given.length === 0) add(start, 'Intl without a locale')
    },
    CallExpression({ callee, arguments: given, start }) {
      if (callee.type === 'Identifier' && callee.name === 'Date') add(start, 'Date()')
      if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return
      const { name } = callee.property
      const localeAt = name === 'localeCompare' ? 1 : 0
      if (LOCALE_METHODS.includes(name) && given.length <= localeAt) add(start, `${name} without a locale`)
    },
  }).visit(source.program)
}

/** References by name, wherever they stand; keys of objects and members of other things are no references. */
function readNames(source: Source, add: Add): void {
  const keys = new Set<number>()
  const skip = (key: { readonly start: number }, isComputed: boolean) => {
    if (!isComputed) keys.add(key.start)
  }
  new Visitor({
    MemberExpression: ({ property, computed }) => skip(property, computed),
    Property: ({ key, computed, shorthand }) => skip(key, computed || shorthand),
    MethodDefinition: ({ key, computed }) => skip(key, computed),
    PropertyDefinition: ({ key, computed }) => skip(key, computed),
    TSPropertySignature: ({ key, computed }) => skip(key, computed),
    TSMethodSignature: ({ key, computed }) => skip(key, computed),
  }).visit(source.program)
  new Visitor({
    Identifier({ name, start }) {
      if (SURROUNDINGS.includes(name) && !keys.has(start)) add(start, name)
    },
  }).visit(source.program)
}
