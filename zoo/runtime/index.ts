import { createRequire } from 'node:module'
import { availableParallelism } from 'node:os'
import { ConfigError } from 'leadline'
import type { Encoded } from '../reading/encode.js'
import { gathering, type Logits } from './gathering.js'
import { startProcesses } from './processes.js'

export type { Logits } from './gathering.js'

/** Runs a network. */
export type Network = (turn: Encoded) => Promise<Logits>

/** Processes of one set of models. */
const MOST_PROCESSES = 2
/**
 * Opens weights in the runtime. Turns that are asked for at the same time run together.
 *
 * @throws ConfigError where the runtime is not installed
 */
export function openNetworks(weights: readonly Uint8Array[]): Network[] {
  requireRuntime()
  const processes = startProcesses(weights, Math.min(MOST_PROCESSES, availableParallelism()))
  const gather = gathering(processes)
  return weights.map((_, model) => (turn) => gather(model, turn))
}

function requireRuntime(): void {
  try {
    createRequire(import.meta.url).resolve('onnxruntime-node')
  } catch {
    const expected =
      'the runtime of the embedded models: npm install onnxruntime-node --onnxruntime-node-install=skip (the flag leaves out files for graphics cards)'
    throw new ConfigError('onnxruntime-node', undefined, expected)
  }
}
