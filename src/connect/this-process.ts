import { hostname } from 'node:os'
import { setTimeout as delay } from 'node:timers/promises'
import type { Owner } from '../domain/index.js'
import { processSpace } from '../journal/index.js'
import type { Clock } from '../run/index.js'

/** The real clock. */
export const systemClock: Clock = {
  monotonicMs: () => performance.now(),
  wait: async (ms, signal) => {
    await delay(ms, undefined, { signal })
  },
  after: (ms, call) => {
    const timer = setTimeout(call, ms)
    return () => clearTimeout(timer)
  },
}

/** Identity of this process as an owner of trials; make it once and use it for a whole run. */
export function thisProcess(): Owner {
  const processId = `${hostname()}-${process.pid}-${Date.now()}`
  return { processId, pid: process.pid, host: processSpace(processId) }
}
