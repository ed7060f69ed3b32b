import { asJson, type Constraint, canonicalJson, forbidsCall, type JsonObject, type Scene } from '../../domain/index.js'
import { rotate, solveUnder, usedTools } from './aim.js'

/** A call, or every call of a tool, that may not be made. */
export type Forbidden = Extract<Constraint, { kind: 'call-forbidden' }>

/** Candidates are tried in order, and each costs a search for a plan; the tools take turns. */
const MOST_TRIED = 24

/** Something that the work was going to do and that a plan can do without; undefined where there is none. */
export function dispensableCall(scene: Scene): Forbidden | undefined {
  return inTurns(revocable(scene), scene.draw('target'))
    .slice(0, MOST_TRIED)
    .find((constraint) => {
      const solution = solveUnder(scene, constraint)
      return solution?.kind === 'calls' && !solution.calls.some((call) => forbidsCall(constraint, call))
    })
}

/** What is forbidden, in words: `load with crate C-104`. */
export function whatIsForbidden({ tool, arguments: fields }: Forbidden): string {
  const named = Object.entries(fields).map(
    ([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  return named.length === 0 ? tool : `${tool} with ${named.join(', ')}`
}

/** What may be forbidden of the future, by tool: each argument of its writes, then each write as a whole. */
function revocable(scene: Scene): Forbidden[][] {
  const writes = usedTools(scene).filter(({ spec }) => spec.effect === 'writes')
  return writes.map(({ spec, calls }) => {
    const single = calls.flatMap((call) => Object.entries(call.arguments).map(([key, value]) => ({ [key]: value })))
    const whole: JsonObject[] = (spec.alternatives ?? []).length > 0 ? [{}] : []
    const found = [...single.filter(isPlain), ...whole].map(
      (fields): Forbidden => ({ kind: 'call-forbidden', tool: spec.name, arguments: fields }),
    )
    return [...new Map(found.map((constraint) => [canonicalJson(asJson(constraint)), constraint])).values()]
  })
}

/** One of each tool in turn, from a drawn tool and a drawn place on: a long run of one tool keeps no other waiting. */
function inTurns(byTool: readonly Forbidden[][], draw: number): Forbidden[] {
  const drawn = rotate(byTool, draw).map((candidates) => rotate(candidates, draw))
  const longest = Math.max(0, ...drawn.map(({ length }) => length))
  return Array.from({ length: longest }, (_, turn) => drawn.flatMap((candidates) => candidates[turn] ?? [])).flat()
}

/** Arguments are compared by identity, so only plain values can be forbidden. */
function isPlain(fields: JsonObject): boolean {
  return Object.values(fields).every((value) => value !== undefined && (value === null || typeof value !== 'object'))
}
