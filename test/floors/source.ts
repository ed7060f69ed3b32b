import { type ESTree, parseSync, Visitor } from 'rolldown/utils'

/** A place where one source names another module. */
export interface Import {
  readonly specifier: string
  readonly kind: 'static' | 'dynamic' | 'type-expression'
  /** From 1. */
  readonly line: number
}

/** One source, parsed once. */
export interface Source {
  /** From the root of the repository, with `/`. */
  readonly path: string
  readonly text: string
  readonly program: ESTree.Program
  readonly comments: readonly { readonly value: string; readonly start: number; readonly end: number }[]
  readonly imports: readonly Import[]
  /** Line of an offset, from 1. */
  readonly lineAt: (offset: number) => number
}

/** A broken rule: where it is and what was found. */
export interface Violation {
  readonly rule: string
  readonly path: string
  /** From 1; absent where the whole file or folder is meant. */
  readonly line?: number
  readonly words: string
}

/** @throws Error where the text is no TypeScript */
export function parseSource(path: string, text: string): Source {
  const { program, comments, errors } = parseSync(path, text)
  const [first] = errors
  if (first !== undefined) throw new Error(`${path} cannot be parsed: ${first.message}`)
  const lineAt = lineFinder(text)
  return { path, text, program, comments, imports: importsOf(program, lineAt), lineAt }
}

function lineFinder(text: string): (offset: number) => number {
  const starts = [0]
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1)
  return (offset) => {
    let [low, high] = [0, starts.length]
    while (high - low > 1) {
      const middle = (low + high) >> 1
      if ((starts[middle] ?? 0) <= offset) low = middle
      else high = middle
    }
    return low + 1
  }
}

function importsOf(program: ESTree.Program, lineAt: (offset: number) => number): Import[] {
  const found: Import[] = []
  const add = (kind: Import['kind'], source: { type: string; value?: unknown; start: number } | null) => {
    if (source === null) return
    const specifier = typeof source.value === 'string' ? source.value : '(computed)'
    found.push({ specifier, kind, line: lineAt(source.start) })
  }
  new Visitor({
    ImportDeclaration: ({ source }) => add('static', source),
    ExportNamedDeclaration: ({ source }) => add('static', source),
    ExportAllDeclaration: ({ source }) => add('static', source),
    ImportExpression: ({ source }) => add('dynamic', source),
    TSImportType: ({ source }) => add('type-expression', source),
  }).visit(program)
  return found
}

/** Texts of a type that is a union of them, in the order in which they stand; empty where it is something else. */
export function literalsOf({ program }: Source, name: string): readonly string[] {
  const found: string[] = []
  new Visitor({
    TSTypeAliasDeclaration({ id, typeAnnotation }) {
      if (id.name !== name || typeAnnotation.type !== 'TSUnionType') return
      for (const part of typeAnnotation.types) {
        if (part.type === 'TSLiteralType' && part.literal.type === 'Literal') found.push(String(part.literal.value))
      }
    },
  }).visit(program)
  return found
}
