import type { Ask, WorldCall } from 'leadline'
import { ABOARD, type Crate } from '../state.js'
import { type Belief, believe, factsOf } from './belief.js'
import { historyOf } from './history.js'
import { type Advice, isUsable, nextCall, type Situation } from './next-call.js'
import { remembering } from './remembering.js'
import { recognise } from './surface.js'

/** What a planner does where several calls are equally good. */
export interface Habits {
  readonly sails: 'move' | 'tow' | 'tow-laden' | 'tow-empty'
  readonly lifts: 'load' | 'winch' | 'winch-heavy'
  /** What it reads first. */
  readonly reads: 'chart' | 'manifest'
  readonly pages: 'ascending' | 'descending'
  /** Passes and permits: as soon as it is known that they are needed, or where they are needed. */
  readonly papers: 'early' | 'late'
}

/** Says what to call next in the harbour, from a conversation alone. */
export interface Planner {
  /** The call is written as the tools are offered; those ahead bear their known names. */
  advise(ask: Pick<Ask, 'messages' | 'tools'>): Advice
}

const SAILING = ['move', 'tow']
const LIFTING = ['load', 'winch_aboard']
const PAPERS = ['buy_pass', 'request_permit']

/**
 * The harbour's own planner as a teacher: rebuilds its belief from the messages and plans the cheapest way, with habits
 * where several calls are equally good. It never derails.
 */
export function createPlanner(habits: Habits): Planner {
  const reads = { facts: remembering(factsOf), surface: remembering(recognise) }
  return {
    advise({ messages, tools }) {
      const surface = reads.surface(tools)
      const situation = {
        messages,
        surface,
        belief: believe(messages, { heedsOrders: true, factsOf: reads.facts }),
        history: historyOf(messages, surface, reads.facts),
      }
      const { call, ahead } = nextCall(situation)
      const habitual = exchanged(call, ahead, { ...situation, habits })
      return { call: habitual.name === 'finish' ? habitual : surface.write(habitual), ahead }
    },
  }
}

/** The call that comes of a habit, where it can be made; else the call as it is. */
function exchanged(call: WorldCall, ahead: readonly WorldCall[], known: Situation & { readonly habits: Habits }) {
  const { belief, habits, surface, history } = known
  const usable = (other: WorldCall | undefined) => other !== undefined && isUsable(other, surface, history)
  const wanted = wantedInstead(call, ahead, belief, habits)
  return wanted !== undefined && usable(wanted) ? wanted : call
}

function wantedInstead(
  call: WorldCall,
  ahead: readonly WorldCall[],
  belief: Belief,
  habits: Habits,
): WorldCall | undefined {
  const carried = belief.state.crates.find(({ at }) => at === ABOARD)
  const paper = habits.papers === 'early' ? ahead.find(({ name }) => PAPERS.includes(name)) : undefined
  if (paper !== undefined && !PAPERS.includes(call.name)) return paper
  if (SAILING.includes(call.name)) return { ...call, name: sailing(habits, carried) }
  if (LIFTING.includes(call.name)) return { ...call, name: lifting(habits, call, belief) }
  if (call.name === 'chart' && habits.reads === 'manifest' && belief.pagesRead.size === 0) {
    return { name: 'manifest', arguments: { page: 1 } }
  }
  if (call.name === 'manifest' && habits.pages === 'descending')
    return { ...call, arguments: { page: lastPage(call, belief) } }
  return undefined
}

function sailing({ sails }: Habits, carried: Crate | undefined): string {
  const isTowed = sails === 'tow' || (sails === 'tow-laden' && carried) || (sails === 'tow-empty' && !carried)
  return isTowed ? 'tow' : 'move'
}

function lifting({ lifts }: Habits, { arguments: { crate } }: WorldCall, belief: Belief): string {
  const isHeavy = belief.state.crates.some(({ id, isHeavy: heavy }) => id === crate && heavy)
  return lifts === 'winch' || (lifts === 'winch-heavy' && isHeavy) ? 'winch_aboard' : 'load'
}

/** Of the pages that are not yet read, the last. */
function lastPage({ arguments: { page } }: WorldCall, { pages, pagesRead }: Belief): number {
  for (let last = pages ?? 1; last > Number(page); last -= 1) if (!pagesRead.has(last)) return last
  return Number(page)
}
