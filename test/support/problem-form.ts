import { contentHash } from '../../src/index.js'
import type { Generated } from '../../tasks/harbour/making/generate.js'

/**
 * A problem without its names: berths are told apart by what lies around them only (colour refinement), so two problems
 * with different forms are different, while a few different ones may share a form.
 */
export function formOf({ layout, state }: Generated): string {
  let colours = new Map(layout.berths.map((berth) => [berth, String(berth === state.vessel)]))
  for (const _ of layout.berths) {
    const near = (berth: string | undefined) => colours.get(berth ?? '') ?? ''
    colours = new Map(
      layout.berths.map((berth) => {
        const channels = layout.channels.flatMap(({ from, to, kind, isOneWay }) => {
          const what = `${typeof kind === 'object' ? 'lock' : kind} ${isOneWay}`
          return from === berth ? [`to ${what} ${near(to)}`] : to === berth ? [`from ${what} ${near(from)}`] : []
        })
        const crates = state.crates.flatMap(({ at, bound, isHeavy, needsInspection, after }) => {
          const what = `${isHeavy} ${needsInspection} ${after !== undefined}`
          return [
            ...(at === berth ? [`at ${what} ${near(bound)}`] : []),
            ...(bound === berth ? [`bound ${what} ${near(at)}`] : []),
          ]
        })
        return [berth, contentHash([near(berth), channels.sort(), crates.sort()])]
      }),
    )
  }
  return `${[...colours.values()].sort().join()} ${state.lifts}`
}
