import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Owner } from '../domain/index.js'
import type { Clock } from '../run/index.js'

/** The real clock. */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wait: async (ms, signal) => {
    await delay(ms, undefined, { signal })
  },
}

/** Identity of this process as an owner of trials; make it once and use it for a whole run. */
export function thisProcess(): Owner {
  return { processId: `${hostname()}-${process.pid}-${Date.now()}`, pid: process.pid, host: hostname() }
}
