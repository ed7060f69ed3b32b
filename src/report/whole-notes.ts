import { type Plan, systemLabel } from '../domain/index.js'
import type { MethodNote } from './document.js'

/** Agents with a loop and a memory of their own, whose tools are Leadline's. */
export function wholeNotes({ systems }: Plan): MethodNote[] {
  const whole = systems.filter(({ isRunWhole }) => isRunWhole === true)
  if (whole.length === 0) return []
  const names = whole.map(({ system }) => systemLabel(system)).join(', ')
  return [
    {
      title: 'Run whole',
      words: `Nothing of ${names} can be forked: both arms of a pair begin at the start, with the change in place from the first step. They share the world and every draw of the change, not the steps before it, so what chance does in the agent is part of every difference.`,
    },
  ]
}
