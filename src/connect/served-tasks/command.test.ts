import { tmpdir } from 'node:os'
import { expect, onTestFinished, test } from 'vitest'
import { judgeByCommand } from './command.js'
import { prepareFamily } from './prepared-family.js'

const PLAIN = { folder: tmpdir(), secrets: [], environment: { PATH: process.env.PATH ?? '' } }

const judged = (code: string, waitMs = 10_000) =>
  judgeByCommand({ ...PLAIN, words: [process.execPath, '-e', code], waitMs, secrets: ['secret-key'] })

test.each([
  [
    "console.log('two of three'); console.log('0.67'); process.exit(1)",
    { value: 0.67, isSolved: false, evidence: ['two of three'] },
  ],
  ["console.log('all there')", { value: 1, isSolved: true, evidence: ['all there'] }],
  ['process.exit(1)', { value: 0, isSolved: false, evidence: [] }],
  ["console.log('7'); process.exit(1)", { value: 0, isSolved: false, evidence: ['7'] }],
  ["console.log('found secret-key')", { value: 1, isSolved: true, evidence: ['found [hidden]'] }],
])('a command that ends like %j judges so', async (code, score) => {
  expect(await judged(code)).toEqual(score)
})

test('a command that ends in another way, or not at all, judges nothing', async () => {
  await expect(judged("console.error('no secret-key here'); process.exit(7)")).rejects.toThrow(
    /ended with 7; expected 0 or 1 \(no \[hidden\] here\)$/,
  )
  await expect(judged('setInterval(() => {}, 1000)', 300)).rejects.toThrow('expected an end within 0.3 seconds')
})

test('a command that starts others is ended with them when it takes too long', async () => {
  const words = ['sh', '-c', 'sleep 60; true']
  const judging = judgeByCommand({ ...PLAIN, words, waitMs: 300 })
  await expect(judging).rejects.toThrow('sh was ended by SIGKILL; expected an end within 0.3 seconds')
})

test('what a command leaves running does not keep it from having ended', async () => {
  const words = ['sh', '-c', 'sleep 60 & echo $!; echo left one behind; exit 1']
  const { evidence, isSolved } = await judgeByCommand({ ...PLAIN, words, waitMs: 10_000 })
  onTestFinished(() => void process.kill(Number(evidence[0]), 'SIGKILL'))
  expect([isSolved, evidence[1]]).toEqual([false, 'left one behind'])
})

test('a command of a family finds no key in its environment, but what the configuration gives it', async () => {
  const surroundings = {
    folder: tmpdir(),
    env: { PATH: process.env.PATH, HOME: '/home/me', OPENAI_API_KEY: 'key-0123456789', STORE_KEY: 'store-0123456789' },
  }
  const { commandIn } = prepareFamily(
    {
      name: 'store',
      server: { command: 'store' },
      environment: { STORE: ['at {folder} by $', '{STORE_KEY}'].join('') },
      tasks: [],
    },
    surroundings,
  )
  const shown = 'const { HOME, STORE, OPENAI_API_KEY } = process.env; console.log(HOME, STORE, OPENAI_API_KEY)'
  const { evidence } = await judgeByCommand(commandIn([process.execPath, '-e', shown], tmpdir()))
  expect(evidence).toEqual([`/home/me at ${tmpdir()} by [hidden] undefined`])
  const names = 'console.log(Object.keys(process.env).includes("STORE_KEY"))'
  expect((await judgeByCommand(commandIn([process.execPath, '-e', names], tmpdir()))).evidence).toEqual(['false'])
})
