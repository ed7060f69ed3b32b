import { setTimeout as delay } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { writeChatConfig } from '../support/chat-study.js'
import { emptyFolder } from '../support/command.js'
import { startCommand } from '../support/killable.js'
import { startStandIn } from '../support/stand-in-server.js'

const WORDS = ['probe', '--config', 'leadline.config.json', '--json']

test('Ctrl-C stops in order and says the command that goes on; that command finishes the study', async () => {
  const server = await startStandIn({ delayMs: 20 })
  try {
    const folder = emptyFolder()
    writeChatConfig(folder, server.url)
    const first = await startCommand(WORDS, folder)
    while (server.requests.length < 30) await delay(10)
    first.child.kill('SIGINT')
    expect(await first.ended, first.stderr()).toBe(130)
    const [, command = ''] = /Go on with: leadline (.*)\n/.exec(first.stderr()) ?? []
    expect(command).toBe('probe --config leadline.config.json --json')
    // What stands is shown, and says itself that it is not the whole.
    expect(JSON.parse(first.stdout()).kind).toBe('report')

    const again = await startCommand(command.split(' '), folder)
    expect(await again.ended, again.stderr()).toBe(0)
    const seeds = server.requests.map(({ seed }) => seed)
    expect(seeds.length - new Set(seeds).size).toBeLessThanOrEqual(4)
  } finally {
    await server.close()
  }
}, 60_000)

test('an instrument check that is stopped does not say that the gauge missed anything, and goes on', async () => {
  const folder = emptyFolder()
  const env = { LEADLINE_EXAMPLE_URL: 'http://127.0.0.1:9' }
  const first = await startCommand(['start', '--json'], folder, undefined, env)
  while (!/ [1-9]\d* done/.test(first.stderr())) await delay(20)
  first.child.kill('SIGINT')
  expect(await first.ended, first.stderr()).toBe(130)
  expect(first.stdout()).not.toContain('it missed')
  expect(JSON.parse(first.stdout()).check).not.toHaveProperty('calibration')
  expect(first.stderr()).toContain('Go on with: npm start')
}, 120_000)

test('a second Ctrl-C ends the process at once, and nothing is lost', async () => {
  const behaviour = { delayMs: 30_000 }
  const server = await startStandIn(behaviour)
  try {
    const folder = emptyFolder()
    writeChatConfig(folder, server.url)
    const { child, ended } = await startCommand(WORDS, folder)
    while (server.requests.length < 4) await delay(10)
    const stopped = performance.now()
    child.kill('SIGINT')
    child.kill('SIGINT')
    expect(await ended).toBe(130)
    expect(performance.now() - stopped).toBeLessThan(10_000)

    behaviour.delayMs = 1
    const again = await startCommand(WORDS, folder)
    expect(await again.ended, again.stderr()).toBe(0)
    const seeds = server.requests.map(({ seed }) => seed)
    expect(seeds.length - new Set(seeds).size).toBeLessThanOrEqual(4)
  } finally {
    await server.close()
  }
}, 60_000)
