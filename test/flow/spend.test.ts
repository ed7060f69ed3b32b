import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { writeChatConfig } from '../support/chat-study.js'
import { emptyFolder } from '../support/command.js'
import { startCommand } from '../support/killable.js'
import { type SeenRequest, startStandIn } from '../support/stand-in-server.js'

const PRICE = { inputUsdPerMillion: 20, outputUsdPerMillion: 100 }
const WORDS = ['probe', '--config', 'leadline.config.json', '--json']

/** What the server would put on the bill. */
function billed(requests: readonly SeenRequest[]): number {
  return requests
    .filter(({ isBilled }) => isBilled)
    .reduce(
      (sum, { inputTokens, outputTokens }) =>
        sum + (inputTokens * PRICE.inputUsdPerMillion + outputTokens * PRICE.outputUsdPerMillion) / 1e6,
      0,
    )
}

test('the bill never passes the budget, and a rerun with a larger one goes on', async () => {
  const server = await startStandIn({ delayMs: 5 })
  try {
    const folder = emptyFolder()
    writeChatConfig(folder, server.url, { price: PRICE, concurrency: 8 })
    const small = await startCommand([...WORDS, '--yes', '--budget', '2'], folder)
    expect(await small.ended, small.stderr()).toBe(1)
    const first = billed(server.requests)
    expect(first).toBeGreaterThan(1)
    expect(first).toBeLessThanOrEqual(2)
    expect(small.stderr()).toContain('the next ask might have passed the budget')
    expect(small.stderr()).toContain(
      'Go on with: leadline probe --config leadline.config.json --json --yes --budget MORE',
    )
    expect(JSON.parse(small.stdout()).counts.spentUsd).toBeCloseTo(first, 6)

    const asked = server.requests.length
    const large = await startCommand([...WORDS, '--yes', '--budget', '100'], folder)
    expect(await large.ended, large.stderr()).toBe(0)
    expect(large.stderr()).not.toContain('Stopped')
    const seeds = server.requests.map(({ seed }) => seed)
    expect(seeds.length).toBeGreaterThan(asked)
    expect(new Set(seeds).size).toBe(seeds.length)
    expect(JSON.parse(large.stdout()).counts.spentUsd).toBeCloseTo(billed(server.requests), 6)
  } finally {
    await server.close()
  }
}, 60_000)

test('the bill never passes the budget although answers are lost and the process is killed and stopped', async () => {
  const lost = (seed: number, nth: number) => (nth === 0 && seed % 29 === 0 ? ('lose' as const) : undefined)
  const server = await startStandIn({ delayMs: 30, failure: lost })
  try {
    const folder = emptyFolder()
    writeChatConfig(folder, server.url, { price: PRICE, concurrency: 8 })
    const words = [...WORDS, '--yes', '--budget', '6']
    for (const signal of ['SIGKILL', 'SIGINT', 'SIGKILL', 'SIGINT'] as const) {
      const from = server.requests.length
      const { child, ended } = await startCommand(words, folder)
      while (server.requests.length < from + 25 && child.exitCode === null) await delay(5)
      expect(child.exitCode).toBe(null)
      child.kill(signal)
      await ended
    }
    const last = await startCommand(words, folder)
    expect(await last.ended, last.stderr()).toBe(1)
    expect(server.requests.some(({ seed }, place, all) => all.findIndex((other) => other.seed === seed) < place)).toBe(
      true,
    )
    const bill = billed(server.requests)
    expect(bill).toBeGreaterThan(1)
    expect(bill).toBeLessThanOrEqual(6)
    // What may have been charged is never counted too low.
    const { spentUsd } = JSON.parse(last.stdout()).counts
    expect(spentUsd).toBeGreaterThanOrEqual(bill)
    expect(spentUsd).toBeLessThanOrEqual(6)
  } finally {
    await server.close()
  }
}, 60_000)

test('nothing that costs money starts without a yes', async () => {
  const server = await startStandIn({ delayMs: 1 })
  try {
    const folder = emptyFolder()
    writeChatConfig(folder, server.url, { price: PRICE })
    const { ended, stderr, stdout } = await startCommand([...WORDS, '--budget', '1'], folder)
    expect(await ended).toBe(2)
    expect(stderr()).toMatch(/^leadline: --yes is missing; expected --yes, since nobody can be asked here \(/)
    expect(stdout()).toBe('')
    const unbounded = await startCommand([...WORDS, '--yes'], folder)
    expect(await unbounded.ended).toBe(2)
    expect(unbounded.stderr()).toMatch(/^leadline: budget is missing; expected the most that may be spent/)
    expect(server.requests).toEqual([])
  } finally {
    await server.close()
  }
})

test('a server that fails now and then is asked again under the same trial, and the model does not notice', async () => {
  // The calm run has asked everything once.
  const failing = (seed: number, nth: number) => {
    if (nth > 1) return undefined
    if (seed % 41 === 0) return 'drop' as const
    return seed % 31 === 0 ? 429 : seed % 37 === 0 ? 503 : undefined
  }
  let isRough = false
  const server = await startStandIn({
    delayMs: 1,
    failure: (seed, nth) => (isRough ? failing(seed, nth) : undefined),
  })
  try {
    const reports = []
    for (isRough of [false, true]) {
      const folder = emptyFolder()
      writeChatConfig(folder, server.url, { probes: 0, concurrency: 32 })
      const { ended, stdout, stderr } = await startCommand([...WORDS, '--yes'], folder)
      expect(await ended, stderr()).toBe(0)
      const { decision, exclusions, counts } = JSON.parse(stdout())
      const success = decision.cells.map((cell: { success: unknown }) => cell.success)
      reports.push({ success, exclusions, failed: counts.failedAsks })
    }
    const [calm, rough] = reports
    const unanswered = server.requests.filter(({ isBilled }) => !isBilled).length
    expect(unanswered).toBeGreaterThan(3)
    expect(rough).toEqual({ ...calm, failed: unanswered })
  } finally {
    await server.close()
  }
}, 60_000)

test('a server that fails every ask makes trials void by cause, and never a failure of the model', async () => {
  const server = await startStandIn({ delayMs: 1, failure: () => 410 })
  try {
    const folder = emptyFolder()
    writeChatConfig(folder, server.url, { probes: 0 })
    const { ended, stdout, stderr } = await startCommand([...WORDS, '--yes'], folder)
    expect(await ended, stderr()).toBe(1)
    expect(stderr()).toContain('nothing measured: ')
    const { decision, exclusions } = JSON.parse(stdout())
    expect(decision.cells[0].success).toMatchObject({ kind: 'undetermined', reason: 'no-data' })
    expect(exclusions).toEqual([expect.objectContaining({ reason: 'model-api', trials: 8 })])
    const host = new URL(server.url).host
    expect(stderr()).toContain(`8 asks failed; last: ${host} answered 410: busy\n`)
    expect(stderr()).toContain(`8 trials left out (model-api 8); last: ${host} answered 410: busy\n`)
  } finally {
    await server.close()
  }
}, 30_000)
