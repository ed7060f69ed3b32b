import { Refuted } from '../verify-seams.js'
import type { Following } from './follow.js'

/** How much earlier than asked for a timer may fire. */
const EARLY_MS = 50

/**
 * Notes that the ask after a result has to wait.
 *
 * @throws Refuted where the record does not say of the result what it had to take
 */
export function noteWait(
  following: Following,
  {
    index,
    seconds,
    due,
  }: { readonly index: number; readonly seconds?: number | undefined; readonly due?: number | undefined },
): void {
  const event = following.events[index]
  if (seconds !== due)
    throw new Refuted(`event ${index} says that a call took ${seconds ?? 0} s; it had to take ${due ?? 0} s`)
  // In Leadline's own loop they are charged and not waited for.
  if (seconds === undefined || event === undefined || following.world !== undefined) return
  following.wait = { ms: (following.wait?.ms ?? 0) + seconds * 1_000, from: following.wait?.from ?? event }
}

/**
 * Holds the times of the record against what an ask had to wait.
 *
 * @throws Refuted
 */
export function checkWait(following: Following, index: number): void {
  const { wait, events } = following
  const event = events[index]
  following.wait = undefined
  if (wait === undefined || event === undefined) return
  const passedMs = event.monotonicMs - wait.from.monotonicMs
  if (event.processId !== wait.from.processId || passedMs < wait.ms - EARLY_MS) {
    throw new Refuted(`an agent had to wait ${wait.ms / 1_000} s for its tools and waited ${passedMs / 1_000} s`)
  }
}
