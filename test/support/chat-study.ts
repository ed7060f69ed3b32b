import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Journal, Plan } from '../../src/domain/index.js'
import { openJournal, readPlan } from '../../src/journal/index.js'
import { anOwner } from './depot-study.js'

/** A small study of one model behind a chat-completions server. */
export function writeChatConfig(
  folder: string,
  url: string,
  more: {
    readonly samples?: number
    readonly probes?: number
    readonly budgetUsd?: number
    readonly price?: { readonly inputUsdPerMillion: number; readonly outputUsdPerMillion: number }
    readonly concurrency?: number
  } = {},
): void {
  const { samples = 1, probes = 2, budgetUsd, price, concurrency = 4 } = more
  const config = {
    name: 'chat',
    seed: 5,
    systems: [{ model: `${url}#stand-in`, ...(price !== undefined && { price }), maxOutputTokens: 64 }],
    reference: `stand-in (${new URL(url).host}, leadline)`,
    tasks: {
      families: ['harbour-open', 'harbour-locks'],
      forms: [
        { stratum: 'narrow', size: 10, samples },
        { stratum: 'long', size: 20, samples },
      ],
    },
    probes: [
      { intervention: 'tool-renamed', trigger: 0.5 },
      { intervention: 'goal-replaced', trigger: 0.5 },
    ].slice(0, probes),
    repeats: 2,
    gate: { solved: 1, of: 2 },
    concurrency,
    ...(budgetUsd !== undefined && { budgetUsd }),
  }
  writeFileSync(join(folder, 'leadline.config.json'), JSON.stringify(config))
}

/** Opens a record for reading and closes it again. */
export async function readRecord<T>(path: string, read: (journal: Journal, plan: Plan) => T): Promise<T> {
  const plan = readPlan(path)
  const journal = openJournal({ path, plan, owner: anOwner })
  try {
    return read(journal, plan)
  } finally {
    await journal.close()
  }
}
