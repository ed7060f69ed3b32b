import { type ESTree, Visitor } from 'rolldown/utils'
import type { Source, Violation } from './source.js'

const MOST_FUNCTION_LINES = 50
/** Three positional parameters and one options object. */
const MOST_PARAMETERS = 4
const CLOSING = ['close', 'dispose', 'asyncDispose']
const CHANGING = ['set', 'add', 'push', 'pop', 'shift', 'unshift', 'splice', 'delete', 'clear', 'sort', 'reverse']

type Add = (rule: string, node: { readonly start: number }, words: string) => void

/** Shape of code: exports, state, casts, classes, length of functions, doc comments. */
export function codeViolations(source: Source): Violation[] {
  const found: Violation[] = []
  const add: Add = (rule, { start }, words) => {
    found.push({ rule, path: source.path, line: source.lineAt(start), words })
  }
  readTypes(source, add)
  readFunctions(source, add)
  readClasses(source, add)
  readState(source, add)
  readDocs(source, add)
  for (const { value, start } of source.comments) {
    if (/@ts-(ignore|expect-error|nocheck)|biome-ignore|oxlint-disable|eslint-disable/.test(value)) {
      add('silenced', { start }, `a check is silenced: ${value.trim()}`)
    }
  }
  return found
}

function readTypes(source: Source, add: Add): void {
  new Visitor({
    ExportDefaultDeclaration: (node) => add('default', node, 'a default export'),
    Decorator: (node) => add('decorator', node, 'a decorator'),
    TSEnumDeclaration: (node) => add('enum', node, 'an enum; expected a union of literals'),
    TSAnyKeyword: (node) => add('any', node, 'any'),
    TSNonNullExpression: (node) => add('cast', node, 'a non-null assertion'),
    TSTypeAssertion: (node) => add('cast', node, 'a cast'),
    TSAsExpression(node) {
      if (textOf(source, node.typeAnnotation) !== 'const') {
        add('cast', node, `as ${textOf(source, node.typeAnnotation)}`)
      }
    },
  }).visit(source.program)
}

function readFunctions(source: Source, add: Add): void {
  const read = (node: ESTree.Function | ESTree.ArrowFunctionExpression) => {
    const lines = source.lineAt(node.end) - source.lineAt(node.start) + 1
    if (lines > MOST_FUNCTION_LINES) {
      add('function', node, `a function of ${lines} lines; expected at most ${MOST_FUNCTION_LINES}`)
    }
  }
  const readNamed = (node: ESTree.Function | ESTree.ArrowFunctionExpression) => {
    read(node)
    if (node.params.length > MOST_PARAMETERS) {
      add('parameters', node, `${node.params.length} parameters; expected at most three and an options object`)
    }
  }
  new Visitor({
    FunctionDeclaration: readNamed,
    FunctionExpression: read,
    ArrowFunctionExpression: readNamed,
  }).visit(source.program)
}

function readClasses(source: Source, add: Add): void {
  const read = (node: ESTree.Class) => {
    const parent = node.superClass === null ? undefined : textOf(source, node.superClass)
    if (parent !== undefined) {
      if (!parent.endsWith('Error')) add('class', node, `inherits from ${parent}; only errors inherit`)
      return
    }
    const closes = node.body.body.some(
      (member) =>
        member.type === 'MethodDefinition' && CLOSING.some((name) => textOf(source, member.key).endsWith(name)),
    )
    if (!closes) add('class', node, 'a class that is neither an error nor closed')
  }
  new Visitor({ ClassDeclaration: read, ClassExpression: read }).visit(source.program)
}

/** Module-level `let`, and constants of the module that the module changes. */
function readState(source: Source, add: Add): void {
  const constants = new Set<string>()
  for (const statement of source.program.body) {
    const node = statement.type === 'ExportNamedDeclaration' ? statement.declaration : statement
    if (node?.type !== 'VariableDeclaration') continue
    if (node.kind !== 'const') add('state', node, `a module-level ${node.kind}`)
    for (const { id } of node.declarations) if (id.type === 'Identifier') constants.add(id.name)
  }
  const isConstant = (node: ESTree.Node) => node.type === 'Identifier' && constants.has(node.name)
  const member = (node: ESTree.Node) => (node.type === 'MemberExpression' ? node : undefined)
  const readTarget = (node: ESTree.Node) => {
    const target = member(node)
    if (target !== undefined && isConstant(target.object)) add('state', node, `${textOf(source, target)} is assigned`)
  }
  new Visitor({
    CallExpression(node) {
      const callee = member(node.callee)
      if (callee === undefined || callee.property.type !== 'Identifier') return
      if (isConstant(callee.object) && CHANGING.includes(callee.property.name)) {
        add('state', node, `${textOf(source, callee)} changes a constant of the module`)
      }
    },
    AssignmentExpression: ({ left }) => readTarget(left),
    UpdateExpression: ({ argument }) => readTarget(argument),
    UnaryExpression: ({ operator, argument }) => operator === 'delete' && readTarget(argument),
  }).visit(source.program)
}

/** Every exported declaration says in a doc comment what it gives; the forms of one function share the first one's. */
function readDocs(source: Source, add: Add): void {
  const ends = new Set(source.comments.filter(({ value }) => value.startsWith('*')).map(({ end }) => end))
  let last: string | undefined
  for (const statement of source.program.body) {
    if (statement.type !== 'ExportNamedDeclaration' || statement.declaration === null) continue
    const { declaration } = statement
    const name = 'id' in declaration && declaration.id?.type === 'Identifier' ? declaration.id.name : undefined
    const isDocumented = ends.has(source.text.slice(0, statement.start).trimEnd().length)
    if (!isDocumented && (name === undefined || name !== last)) {
      const [head = ''] = source.text.slice(statement.start).split('\n')
      add('docs', statement, `no doc comment: ${head.slice(0, 60)}`)
    }
    last = name
  }
}

function textOf(source: Source, node: { readonly start: number; readonly end: number }): string {
  return source.text.slice(node.start, node.end)
}
