import type {
  Intervention,
  Link,
  LinkContext,
  Preparation,
  Scene,
  ToolSpec,
  WorldCall,
} from '../../src/domain/index.js'
import { depotRoutine, depotSample, openDepot } from './depot-world.js'
import { openStockroom, stockroomRoutine, stockroomSample } from './stockroom-world.js'

/** A fork of the depot's routine after three steps, unless told otherwise; the first of several choices is drawn. */
export function aDepotScene(given: Partial<Scene> & { readonly fork?: number } = {}): Scene {
  const { fork = 3, ...rest } = given
  const past: WorldCall[] = depotRoutine().slice(0, fork)
  const environment = openDepot()
  for (const call of past) void environment.call(call)
  return {
    sample: depotSample(),
    environment,
    past,
    future: depotRoutine().slice(fork),
    dose: {},
    draw: () => 0,
    ...rest,
  }
}

/** A fork of the stockroom's routine after six steps, unless told otherwise; the first of several choices is drawn. */
export function aStockroomScene(given: Partial<Scene> & { readonly fork?: number } = {}): Scene {
  const { fork = 6, ...rest } = given
  const past: WorldCall[] = stockroomRoutine().slice(0, fork)
  const environment = openStockroom()
  for (const call of past) void environment.call(call)
  const future = stockroomRoutine().slice(fork)
  return { sample: stockroomSample(), environment, past, future, dose: {}, draw: () => 0, ...rest }
}

/** What a link makes of the answer to a call. */
export function askResult(link: Link, text: string, context: Partial<LinkContext> = {}) {
  const call = { id: 'call-1', name: 'list_items', arguments: { page: 1 } }
  const change = link.result?.(call, { text, isError: false }, aContext(context))
  return change?.kind === 'replace' ? change.result.text : change?.kind
}

/** The tools that a link offers. */
export function offeredBy(link: Link, tools: readonly ToolSpec[]): readonly ToolSpec[] {
  const change = link.offer?.(tools, aContext())
  return change?.kind === 'replace' ? change.tools : tools
}

/** The preparation where there is one; fails the test otherwise. */
export function prepared(intervention: Intervention, scene: Scene): Extract<Preparation, { kind: 'ready' }> {
  const preparation = intervention.prepare(scene)
  if (preparation.kind === 'ready') return preparation
  throw new Error(`${intervention.name} is not applicable: ${preparation.missing}`)
}

/** What is missing where an intervention cannot be used. */
export function missingFor(intervention: Intervention, scene: Scene): string | undefined {
  const preparation = intervention.prepare(scene)
  return preparation.kind === 'not-applicable' ? preparation.missing : undefined
}

/** What a link does with a call. */
export function askCall(link: Link, call: WorldCall, context: Partial<LinkContext> = {}) {
  return link.call?.({ id: 'call-1', ...call }, aContext(context))
}

/** A context at the first opportunity, unless told otherwise. */
export function aContext(given: Partial<LinkContext> = {}): LinkContext {
  return { step: 0, opportunity: 0, delivered: 0, earlier: [], draw: 0.5, ...given }
}
