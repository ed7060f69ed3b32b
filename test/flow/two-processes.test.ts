import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { readRecord, writeChatConfig } from '../support/chat-study.js'
import { emptyFolder } from '../support/command.js'
import { essenceOf } from '../support/essence.js'
import { startCommand } from '../support/killable.js'
import { startStandIn } from '../support/stand-in-server.js'

const WORDS = ['probe', '--config', 'leadline.config.json', '--yes', '--json']

function recordIn(folder: string): string {
  const name = readdirSync(join(folder, '.leadline')).find((file) => file.endsWith('.db'))
  if (name === undefined) throw new Error('there is no record')
  return join(folder, '.leadline', name)
}

test('two processes started on one study share it, and no trial is run twice', async () => {
  const server = await startStandIn({ delayMs: 25 })
  try {
    const alone = emptyFolder()
    writeChatConfig(alone, server.url)
    expect(await (await startCommand(WORDS, alone)).ended).toBe(0)
    const asksAlone = server.requests.length

    const shared = emptyFolder()
    writeChatConfig(shared, server.url)
    const both = await Promise.all([startCommand(WORDS, shared), startCommand(WORDS, shared)])
    expect(await Promise.all(both.map(({ ended }) => ended))).toEqual([0, 0])
    expect(server.requests.length - asksAlone).toBe(asksAlone)

    const trialsBy = await readRecord(recordIn(shared), (journal) => {
      const processes = journal.trials().map(({ trial }) => journal.events(trial.id).at(-1)?.processId)
      return [...Map.groupBy(processes, (id) => id).values()].map(({ length }) => length)
    })
    expect(trialsBy).toHaveLength(2)
    expect(await readRecord(recordIn(shared), essenceOf)).toEqual(await readRecord(recordIn(alone), essenceOf))
  } finally {
    await server.close()
  }
}, 60_000)

test('when one of two processes is killed, the other takes its trials over', async () => {
  const server = await startStandIn({ delayMs: 25 })
  try {
    const folder = emptyFolder()
    writeChatConfig(folder, server.url)
    const [first, second] = await Promise.all([startCommand(WORDS, folder), startCommand(WORDS, folder)])
    while (server.requests.length < 40) await delay(20)
    first.child.kill('SIGKILL')
    expect(await second.ended, second.stderr()).toBe(0)
    const { statuses, attempts } = await readRecord(recordIn(folder), (journal) => ({
      statuses: new Set(journal.trials().map(({ status }) => status)),
      attempts: journal.trials().map((entry) => entry.attempts),
    }))
    expect(statuses).toEqual(new Set(['ended']))
    expect(Math.max(...attempts)).toBe(2)
  } finally {
    await server.close()
  }
}, 90_000)
