import { ConfigError, type OutcomeRow, type ServedSession, type System, someOf } from '../../domain/index.js'
import type { SessionEntry } from '../../wire/index.js'

/** A system of a decision with its label. */
interface NamedSystem {
  readonly label: string
  readonly system: System
}

/** Served sessions as a decision names them, and those that it says nothing of. */
interface PlacedSessions {
  readonly sessions: readonly ServedSession[]
  /** By reason in words. */
  readonly excluded: Readonly<Record<string, number>>
}

/**
 * Names systems and scopes of served sessions as a decision does. Sessions of systems or scopes that were not measured are
 * counted by reason.
 *
 * @param known.rows runs that the decision rests on; a family that they know in one form tells that of a session that does not say it
 * @throws ConfigError where a row fits several systems of the decision, or no session is of a measured system and scope
 */
export function placeSessions(
  entries: readonly SessionEntry[],
  known: {
    readonly systems: readonly NamedSystem[]
    readonly rows: readonly OutcomeRow[]
    readonly scopeOf: (row: Pick<OutcomeRow, 'family' | 'stratum'>) => string
  },
): PlacedSessions {
  const forms = formsOf(known.rows)
  const scopes = new Set(known.rows.map(known.scopeOf))
  const excluded: Record<string, number> = {}
  const sessions = entries.flatMap((entry): ServedSession[] => {
    const { named: _named, began: _began, family, stratum = forms.get(family), ...session } = entry
    const place = { ...(family !== undefined && { family }), ...(stratum !== undefined && { stratum }) }
    const scope = known.scopeOf(place)
    const system = labelOf(entry, known.systems)
    const reason =
      system === undefined
        ? `of ${entry.named.model}, which the decision does not rest on`
        : scopes.has(scope)
          ? undefined
          : `of ${scope}, which was not measured`
    if (system !== undefined && reason === undefined) return [{ system, scope, ...session }]
    const key = reason ?? 'not measured'
    excluded[key] = (excluded[key] ?? 0) + 1
    return []
  })
  if (sessions.length > 0 || entries.length === 0) return { sessions, excluded }
  const systems = someOf(known.systems.map(({ label }) => label))
  const found = Object.keys(excluded).slice(0, 3).join('; ')
  throw new ConfigError('--since', `sessions ${found}`, `sessions of ${systems} on ${someOf([...scopes])}`)
}

/** The form of each family that has one only. */
function formsOf(rows: readonly OutcomeRow[]): ReadonlyMap<OutcomeRow['family'], OutcomeRow['stratum']> {
  const families = Map.groupBy(rows, ({ family }) => family)
  return new Map(
    [...families].flatMap(([family, own]) => {
      const strata = new Set(own.map(({ stratum }) => stratum))
      return strata.size === 1 ? [[family, own[0]?.stratum] as const] : []
    }),
  )
}

function labelOf({ named }: SessionEntry, systems: readonly NamedSystem[]): string | undefined {
  const exact = systems.find(({ label }) => label === named.model)
  if (exact !== undefined) return exact.label
  const fields = ['host', 'agent', 'settings', 'date'] as const
  const fits = systems.filter(({ system }) => {
    return system.model === named.model && fields.every((field) => (named[field] ?? system[field]) === system[field])
  })
  if (fits.length <= 1) return fits[0]?.label
  const choices = someOf(fits.map(({ label }) => label))
  throw new ConfigError('--since', named.model, `a host, agent, settings or date that tells ${choices} apart`)
}
