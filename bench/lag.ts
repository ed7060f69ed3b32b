import { createHistogram, type Histogram, monitorEventLoopDelay } from 'node:perf_hooks'

/** How late the event loop was, in milliseconds. */
interface Lag {
  readonly p50: number
  readonly p99: number
  readonly max: number
  /** Turns that were measured. */
  readonly n: number
}

/** Two clocks on one event loop. */
export interface LagWatch {
  stop(): {
    /** Of the histogram of Node, which samples every millisecond; its own millisecond is left in. */
    readonly monitored: Lag
    /** Of a timer of one millisecond that starts again each time it fires: by how much it was late. */
    readonly drifted: Lag
  }
}

const RESOLUTION_MS = 1
const NANO = 1e6

/** Watches the event loop of this process until it is stopped. */
export function watchLag(): LagWatch {
  const delay = monitorEventLoopDelay({ resolution: RESOLUTION_MS })
  const drift = createHistogram()
  let due = performance.now() + RESOLUTION_MS
  let timer = setTimeout(tick, RESOLUTION_MS)
  function tick() {
    const now = performance.now()
    // A histogram takes whole numbers from 1.
    drift.record(Math.max(1, Math.round((now - due) * NANO)))
    due = now + RESOLUTION_MS
    timer = setTimeout(tick, RESOLUTION_MS)
  }
  delay.enable()
  return {
    stop() {
      delay.disable()
      clearTimeout(timer)
      return { monitored: lagOf(delay), drifted: lagOf(drift) }
    },
  }
}

function lagOf(histogram: Histogram): Lag {
  const at = (percentile: number) => histogram.percentile(percentile) / NANO
  return { p50: at(50), p99: at(99), max: histogram.max / NANO, n: histogram.count }
}
