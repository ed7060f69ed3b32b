import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { type Journal, seedOf } from '../../src/domain/index.js'
import { readTrajectory } from '../../src/journal/index.js'
import { createRandom } from '../../src/math/index.js'
import { readRecord, writeChatConfig } from '../support/chat-study.js'
import { emptyFolder } from '../support/command.js'
import { essenceOf } from '../support/essence.js'
import { startCommand } from '../support/killable.js'
import { stagedPackage } from '../support/staged-package.js'
import { type StandInServer, startStandIn } from '../support/stand-in-server.js'

/** `npm run kills` is the long form, with 200. */
const KILLS = Number(process.env.LEADLINE_KILLS ?? 12)
const CONCURRENCY = 4
/** Slow enough that most kills meet asks under way. */
const ANSWER_MS = 45
/** A process lives so long at least: it has to start, claim and ask. */
const LEAST_LIFE_MS = 350
const MOST_LIFE_MS = 1_100
const WORDS = ['probe', '--config', 'leadline.config.json', '--yes', '--json']

test(`a study that is killed ${KILLS} times repeats no answered ask and ends with the same record`, async () => {
  const server = await startStandIn({ delayMs: ANSWER_MS })
  const samples = Math.ceil(KILLS / 6)
  // The long form takes minutes; the package must not change with the sources meanwhile.
  const staged = await stagedPackage()
  try {
    const whole = await undisturbed({ server, samples, staged })
    const before = server.requests.length
    const killed = await killedAgainAndAgain({ server, samples, staged })
    const asked = server.requests.slice(before)
    expect(killed.lostByKill).toHaveLength(KILLS)

    const bySeed = Map.groupBy(asked, ({ seed }) => seed)
    expect(bySeed.size).toBe(before)
    const repeatedAtServer = asked.length - bySeed.size
    // An ask that was recorded but killed before it left this machine is repeated without the server's knowing: the
    // record says how many there were at most.
    expect(repeatedAtServer).toBeLessThanOrEqual(killed.repeated)
    expect(killed.counts.repeatedAsks ?? 0).toBe(killed.repeated)
    // A kill loses the one ask under way of each running trial, and nothing else is asked again.
    expect(Math.max(...killed.lostByKill)).toBeLessThanOrEqual(CONCURRENCY)
    expect(repeatedAtServer).toBeLessThanOrEqual(killed.lostByKill.reduce((sum, lost) => sum + lost, 0))
    expect(killed.askedAfterCommit).toEqual([])
    // What is asked again is the same ask, byte for byte.
    expect([...bySeed.values()].filter((asks) => new Set(asks.map(({ hash }) => hash)).size > 1)).toEqual([])
    expect(killed.essence).toEqual(whole.essence)
    expect(killed.figures).toEqual(whole.figures)
    console.log(
      `${KILLS} kills: ${bySeed.size} asks, ${repeatedAtServer} of them asked again (at most ${killed.repeated} by the record), 0 after their answer was committed`,
    )
  } finally {
    await server.close()
  }
}, 900_000)

interface Trial {
  readonly server: StandInServer
  readonly samples: number
  readonly staged: string
}

async function undisturbed({ server, samples, staged }: Trial) {
  const folder = emptyFolder()
  writeChatConfig(folder, server.url, { samples, concurrency: CONCURRENCY })
  const { ended, stdout } = await startCommand(WORDS, folder, staged)
  expect(await ended).toBe(0)
  return { essence: await readRecord(recordIn(folder), essenceOf), figures: figuresOf(stdout()) }
}

/** Kills the study at random moments; after each kill reads which answers are committed. */
async function killedAgainAndAgain({ server, samples, staged }: Trial) {
  const folder = emptyFolder()
  writeChatConfig(folder, server.url, { samples, concurrency: CONCURRENCY })
  const random = createRandom(20_261_124)
  const askedAfterCommit: number[] = []
  const lostByKill: number[] = []
  let committed = await committedSeeds(folder)
  for (let kills = 0; ; kills += 1) {
    const from = server.requests.length
    const { child, ended, stdout, stderr } = await startCommand(WORDS, folder, staged)
    if (kills < KILLS) {
      await Promise.race([delay(LEAST_LIFE_MS + random.next() * (MOST_LIFE_MS - LEAST_LIFE_MS)), ended])
      if (child.exitCode !== null) throw new Error(`the study was over after ${kills} kills: ${stderr()}`)
      child.kill('SIGKILL')
    }
    const code = await ended
    const asked = server.requests.slice(from).map(({ seed }) => seed)
    askedAfterCommit.push(...asked.filter((seed) => committed.has(seed)))
    committed = await committedSeeds(folder)
    if (kills < KILLS) {
      lostByKill.push(asked.filter((seed) => !committed.has(seed)).length)
      continue
    }
    expect(code, stderr()).toBe(0)
    const record = await readRecord(recordIn(folder), (journal) => ({
      essence: essenceOf(journal),
      repeated: journal.trials().reduce((sum, { trial }) => sum + readTrajectory(journal, trial.id).repeatedAsks, 0),
    }))
    const { counts } = JSON.parse(stdout())
    return { ...record, counts, askedAfterCommit, lostByKill, figures: figuresOf(stdout()) }
  }
}

/** Seeds of all asks whose answer is in the record. */
async function committedSeeds(folder: string): Promise<ReadonlySet<number>> {
  const path = recordIn(folder)
  if (path === '') return new Set()
  return readRecord(path, (journal) => new Set(journal.trials().flatMap(({ trial }) => answeredIn(journal, trial.id))))
}

function answeredIn(journal: Journal, trialId: string): number[] {
  return journal
    .events(trialId)
    .flatMap(({ body }) => (body.kind === 'model-answered' ? [seedOf(`${trialId}/${body.step}`)] : []))
}

function recordIn(folder: string): string {
  try {
    const name = readdirSync(join(folder, '.leadline')).find((file) => file.endsWith('.db'))
    return name === undefined ? '' : join(folder, '.leadline', name)
  } catch {
    return ''
  }
}

/** Everything that the report says, but times and what it says of kills. */
function figuresOf(printed: string): unknown {
  const { createdAt: _, method, counts, ...rest } = JSON.parse(printed)
  const { repeatedAsks: __, relaunches: ___, ...kept } = counts
  const notes = method.filter(({ title }: { title: string }) => title !== 'Interruptions')
  const timeless = (key: string, value: unknown) => (/seconds/i.test(key) ? undefined : value)
  return JSON.parse(JSON.stringify({ ...rest, counts: kept, method: notes }, timeless))
}
