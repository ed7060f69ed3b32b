// A family of tasks of your own: lamps stand in a row, each is reached by walking and switched on by hand.
import type { Environment, JsonValue, Sample, TaskFamily, ToolResult } from 'leadline'

/** `size` counts reference calls: two for each lamp. */
export const lampFamily: TaskFamily = {
  name: 'lamps',
  bank: 'lamps',
  makeSample({ stratum, size, seed }): Sample {
    const lamps = Math.ceil(size / 2)
    return {
      id: `lamps/${stratum}/${size}/${seed}`,
      family: 'lamps',
      stratum,
      size,
      seed,
      instructions: 'You walk along a row of lamps.',
      goal: `Switch on all ${lamps} lamps.`,
      reference: { calls: 2 * lamps, atLeast: 2 * lamps },
      width: 2,
    }
  },
  open: (sample) => openLamps(Math.ceil(sample.size / 2)),
}

/** Where the walker stands (0: before the first lamp) and which lamps are lit. */
interface State {
  readonly at: number
  readonly lit: readonly number[]
}

function openLamps(lamps: number): Environment {
  let state: State = { at: 0, lit: [] }
  const isLit = (lamp: number) => state.lit.includes(lamp)

  function call({ name }: { readonly name: string }): ToolResult {
    if (name === 'walk' && state.at < lamps) state = { ...state, at: state.at + 1 }
    else if (name === 'switch_on' && state.at > 0) state = { ...state, lit: [...new Set([...state.lit, state.at])] }
    else return { text: 'Nothing happens.', isError: true }
    return {
      text: `You stand at lamp ${state.at} of ${lamps}; it is ${isLit(state.at) ? 'lit' : 'dark'}.`,
      isError: false,
    }
  }

  const parameters = { type: 'object', properties: {}, additionalProperties: false }
  const all = Array.from({ length: lamps }, (_, index) => index + 1)
  return {
    effects: 'replayable',
    tools: [
      { name: 'walk', description: 'Walk on to the next lamp.', parameters, effect: 'writes' },
      { name: 'switch_on', description: 'Switch on the lamp before you.', parameters, effect: 'writes' },
    ],
    call,
    score: () => ({
      value: state.lit.length / lamps,
      isSolved: state.lit.length === lamps,
      evidence: [`${state.lit.length} of ${lamps} lamps are lit`],
    }),
    checkpoints: () => all.map((lamp) => ({ id: `lamp ${lamp}`, effort: 2, isReached: isLit(lamp) })),
    snapshot: () => ({ at: state.at, lit: [...state.lit] }),
    restore(snapshot) {
      state = asState(snapshot)
    },
    solve(constraints) {
      if (constraints.some(({ kind }) => kind === 'tool-unavailable'))
        return { kind: 'infeasible', reason: 'every lamp needs both tools' }
      const here = state.at > 0 && !isLit(state.at) ? ['switch_on'] : []
      const names = [...here, ...all.slice(state.at).flatMap(() => ['walk', 'switch_on'])]
      return { kind: 'calls', calls: names.map((name) => ({ name, arguments: {} })) }
    },
  }
}

function asState(snapshot: JsonValue): State {
  if (typeof snapshot !== 'object' || snapshot === null || !('at' in snapshot) || !('lit' in snapshot)) {
    throw new Error('a snapshot of another world')
  }
  const { at, lit } = snapshot
  if (typeof at !== 'number' || !Array.isArray(lit)) throw new Error('a snapshot of another world')
  return { at, lit: lit.filter((lamp) => typeof lamp === 'number') }
}
