import { expect } from 'vitest'
import {
  type Ask,
  asJson,
  canonicalJson,
  drawOf,
  type Environment,
  type Intervention,
  type Message,
  type Preparation,
  refusalOf,
  type Sample,
  type Scene,
  type ToolResult,
  type WorldCall,
} from '../../src/domain/index.js'
import { retrace } from '../../src/probe/retrace.js'
import { type PlainJournal, plainJournal } from './plain-journal.js'
import { runScripted, SCRIPTED_SYSTEMS } from './scripted-trial.js'

/** A world in which every intervention shall find a place. */
export interface ConformanceWorld {
  readonly name: string
  readonly sample: Sample
  open(): Environment
  /** Calls of a trial that reads, acts and reads again; forks are made along it. */
  readonly routine: readonly WorldCall[]
  /** Lengths of the prefixes at which it is forked; all of them where left out. */
  readonly forks?: readonly number[]
}

/** An intervention aimed at one fork of the routine. */
export interface Aimed {
  readonly past: readonly WorldCall[]
  readonly future: readonly WorldCall[]
  readonly prepared: Extract<Preparation, { kind: 'ready' }>
}

/** A fork that was run, and what the model was really asked in it. */
export interface RecordedFork {
  readonly journal: PlainJournal
  readonly id: string
  readonly asks: readonly string[]
}

/** The world after some calls. */
export async function worldAt(world: ConformanceWorld, past: readonly WorldCall[]): Promise<Environment> {
  const environment = world.open()
  await playedIn(environment, past)
  return environment
}

/** Makes calls in a world; those that do not fit its tools are refused as in a trial. */
export async function playedIn(environment: Environment, calls: readonly WorldCall[]) {
  const made: { readonly call: WorldCall; readonly result: ToolResult }[] = []
  for (const call of calls) {
    made.push({ call, result: refusalOf(call, environment.tools) ?? (await environment.call(call)) })
  }
  return made
}

/** The intervention aimed at every fork of the routine where it applies. */
export async function placesOf(intervention: Intervention, world: ConformanceWorld): Promise<Aimed[]> {
  const places: Aimed[] = []
  const all = Array.from({ length: world.routine.length - 2 }, (_, index) => index + 1)
  for (const fork of world.forks ?? all) {
    const past = world.routine.slice(0, fork)
    const future = world.routine.slice(fork)
    const environment = world.open()
    const made = await playedIn(environment, past)
    const scene: Scene = {
      sample: world.sample,
      environment,
      past,
      pastErrors: made.filter(({ result }) => result.isError).length,
      systems: SCRIPTED_SYSTEMS,
      future,
      dose: intervention.dose,
      draw: (choice) => drawOf({ pairId: `pair-${fork}`, link: `${intervention.name}/${choice}`, opportunity: 0 }),
    }
    const prepared = intervention.prepare(scene)
    if (prepared.kind === 'ready') places.push({ past, future, prepared })
    else expect(prepared.missing).not.toBe('')
  }
  return places
}

/** Runs the fork by the real runner with a model that goes on with the routine. */
export async function recorded(world: ConformanceWorld, aimed: Aimed, arm: 'sham' | 'varied'): Promise<RecordedFork> {
  const journal = plainJournal()
  const { sample, open } = world
  const { past, future, prepared } = aimed
  const asks: string[] = []
  const heard = ({ messages, tools, seed }: Ask) => {
    asks.push(canonicalJson({ messages: asJson(messages), tools: asJson(tools), seed }))
  }
  const id = await runScripted(journal, { sample, open, links: [prepared.link], arm, past, future, heard })
  return { journal, id, asks }
}

/** Makes the calls of a recorded fork again, in a world of its own, asking its link at each place. */
export async function retraced(
  world: ConformanceWorld,
  { journal, id }: Pick<RecordedFork, 'journal' | 'id'>,
  { past, prepared: { link } }: Aimed,
): Promise<string | undefined> {
  return retrace(journal, id, { world: await worldAt(world, past), link })
}

/** The same fork with a link that has no hooks. */
export function withoutLink(aimed: Aimed): Aimed {
  return { ...aimed, prepared: { ...aimed.prepared, link: { name: 'nothing' } } }
}

/** Everything that the record says a model was shown, in order. */
export function asSeen({ journal, id }: Pick<RecordedFork, 'journal' | 'id'>): unknown[] {
  return journal.events(id).flatMap(({ body }) => {
    if (body.kind !== 'model-asked') return []
    return [{ tools: journal.content(body.toolsHash), added: body.added.map((hash) => journal.content(hash)) }]
  })
}

/** What the record says was new in each ask, and what really was: both have to be the same. */
export function newInAsks({ journal, id, asks }: RecordedFork): { readonly said: string[]; readonly sent: string[] } {
  const asked = journal.events(id).flatMap(({ body }) => (body.kind === 'model-asked' ? [body] : []))
  const said = asked.map(({ added, toolsHash }) =>
    canonicalJson({ added: added.map((hash) => journal.content(hash)), tools: journal.content(toolsHash) }),
  )
  const sent = asks.map((text, index) => {
    const { messages, tools }: { messages: Message[]; tools: [] } = JSON.parse(text)
    const last = messages.findLastIndex(({ role }) => role === 'assistant')
    // A conversation that is told anew is told whole.
    const isWhole = asked[index]?.rewritten !== undefined || (index === 0 && last === -1)
    const added = asJson(messages.slice(isWhole ? 0 : last + 1))
    return canonicalJson({ added, tools })
  })
  return { said, sent }
}
