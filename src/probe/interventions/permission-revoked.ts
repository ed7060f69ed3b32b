import {
  asJson,
  type Constraint,
  canonicalJson,
  forbidsCall,
  type Intervention,
  type JsonObject,
  type Scene,
} from '../../domain/index.js'
import { notApplicable, rotate, solveUnder, usedTools } from './aim.js'

type Forbidden = Extract<Constraint, { kind: 'call-forbidden' }>

/** Candidates are tried in order, and each costs a search for a plan; the tools take turns. */
const MOST_TRIED = 24

/** Something the work was going to do is no longer allowed; another allowed way exists. */
export const permissionRevoked: Intervention = {
  name: 'permission-revoked',
  question: 'Does it reach the goal by means that are still allowed?',
  seams: ['before-call'],
  visibility: 'explicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'stops asking for what is not allowed and takes an allowed way',
  prepare(scene) {
    if (scene.environment.solve === undefined) return notApplicable('solve')
    for (const constraint of inTurns(revocable(scene), scene.draw('target')).slice(0, MOST_TRIED)) {
      const solution = solveUnder(scene, constraint)
      if (solution?.kind !== 'calls' || solution.calls.some((call) => forbidsCall(constraint, call))) continue
      const result = { text: refusal(constraint), isError: true }
      return {
        kind: 'ready',
        constraint,
        link: {
          name: 'permission-revoked',
          matches: (call) => forbidsCall(constraint, call),
          call: () => ({ kind: 'answer', result, delivers: true }),
        },
        adapt: (plan) => [...scene.future.filter((call) => forbidsCall(constraint, call)).slice(0, 1), ...plan],
      }
    }
    return notApplicable('a call after the fork that can be done without')
  },
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

function refusal({ tool, arguments: fields }: Forbidden): string {
  const named = Object.entries(fields).map(
    ([key, value]) => `${key} ${typeof value === 'string' ? value : JSON.stringify(value)}`,
  )
  const what = named.length === 0 ? tool : `${tool} with ${named.join(', ')}`
  return `permission denied: this account may not use ${what}`
}
