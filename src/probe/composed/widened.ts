import type {
  Constraint,
  Environment,
  JsonObject,
  JsonValue,
  Sample,
  TaskFamily,
  ToolSpec,
  WorldCall,
} from '../../domain/index.js'
import { allSolved, ownConstraints, requireJobs } from './lengthened.js'
import { composedSample, partsOf, sharedTools, together } from './parts.js'
import { composedTranslations, ENGLISH, wideTexts } from './words.js'

/** Field by which every tool is told where to act. */
const SITE = 'site'

/**
 * A family whose samples are several of another one, worked on side by side: every tool takes the site at which it acts.
 *
 * @param jobs how many, from 2 to 26; a sample of some size has parts of that share of it, and of size 5 at least
 * @throws ConfigError where the samples of the family have different tools, when a world is opened
 */
export function widenTasks(family: TaskFamily, jobs: number): TaskFamily {
  requireJobs(family, jobs)
  const name = `${family.name}-${jobs}-wide`
  const sites = Array.from({ length: jobs }, (_, at) => String.fromCharCode('A'.charCodeAt(0) + at))
  return {
    name,
    bank: family.bank,
    makeSample(request) {
      const parts = partsOf(family, jobs, request)
      const { stratum, size, seed } = request
      return composedSample(parts, {
        id: `${name}/${stratum}/${size}/${seed}`,
        family: name,
        stratum,
        size,
        seed,
        ...wideTexts(ENGLISH, parts, sites),
      })
    },
    open: (sample, chance) => openWide(family, partsOf(family, jobs, sample), { sites, chance }),
    ...(family.close !== undefined && { close: () => family.close?.() ?? Promise.resolve() }),
  }
}

function openWide(
  family: TaskFamily,
  parts: readonly Sample[],
  { sites, chance }: { readonly sites: readonly string[]; readonly chance: string },
): Environment {
  const worlds = parts.map((part, at) => family.open(part, `${chance}/${at}`))
  const { snapshotAll, restoreAll, ...shared } = together(
    worlds,
    sites.map((site) => `site ${site}`),
  )
  const at = (id: string) => worlds[Number.parseInt(id, 10)]
  const own = (id: string) => id.slice(id.indexOf(':') + 1)
  return {
    ...shared,
    tools: sharedTools(family, worlds).map((tool) => withSite(tool, sites)),
    call({ arguments: { [SITE]: site, ...given }, ...call }) {
      const world = worlds[sites.indexOf(String(site))]
      return world?.call({ ...call, arguments: given }) ?? noSite(site, sites)
    },
    snapshot: snapshotAll,
    restore: restoreAll,
    disturbances: () =>
      worlds.flatMap((world, place) =>
        (world.disturbances?.() ?? []).map((entry) => ({ ...entry, id: `${place}:${entry.id}` })),
      ),
    disturb: (id) => at(id)?.disturb?.(own(id)),
    goalVariants: () =>
      worlds.flatMap((world, place) =>
        (world.goalVariants?.() ?? []).map(({ text, ...entry }) => {
          return { ...entry, id: `${place}:${entry.id}`, text: `Site ${sites[place]}: ${text}` }
        }),
      ),
    changeGoal: (id) => at(id)?.changeGoal?.(own(id)),
    laterTools: () => (worlds[0]?.laterTools?.() ?? []).map((tool) => withSite(tool, sites)),
    translations: () => composedTranslations(worlds, (words, said) => wideTexts(words, said, sites)),
    ...(worlds.every(({ solve }) => solve !== undefined) && {
      solve: (constraints: readonly Constraint[]) =>
        allSolved(worlds.map((world, place) => solveAt(world, constraints, { place, site: sites[place] ?? '' }))),
    }),
  }
}

function solveAt(
  world: Environment,
  constraints: readonly Constraint[],
  { place, site }: { readonly place: number; readonly site: string },
) {
  const solution = world.solve?.(ownConstraints(constraints, place).flatMap((entry) => atSite(entry, site)))
  if (solution?.kind !== 'calls') return solution
  const calls = solution.calls.map((call): WorldCall => ({ ...call, arguments: { ...call.arguments, [SITE]: site } }))
  return { kind: 'calls' as const, calls }
}

/** A forbidden call names a site, or holds at all of them. */
function atSite(constraint: Constraint, site: string): Constraint[] {
  if (constraint.kind !== 'call-forbidden') return [constraint]
  const { [SITE]: named, ...given } = constraint.arguments
  return named === undefined || named === site ? [{ ...constraint, arguments: given }] : []
}

function withSite(tool: ToolSpec, sites: readonly string[]): ToolSpec {
  const { properties, required } = tool.parameters
  const fields: JsonObject =
    typeof properties === 'object' && properties !== null && !isList(properties) ? properties : {}
  return {
    ...tool,
    parameters: {
      ...tool.parameters,
      properties: { [SITE]: { type: 'string', enum: sites }, ...fields },
      required: [SITE, ...(isList(required) ? required : [])],
    },
  }
}

function isList(value: JsonValue | undefined): value is readonly JsonValue[] {
  return Array.isArray(value)
}

function noSite(site: JsonValue | undefined, sites: readonly string[]) {
  return { text: `${SITE} is ${JSON.stringify(site) ?? 'missing'}; expected one of ${sites.join(', ')}`, isError: true }
}
