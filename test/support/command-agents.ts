import { existsSync, readFileSync } from 'node:fs'
import { startCommand } from '../../src/connect/index.js'
import type { StartAgent } from '../../src/domain/index.js'

/** How scripts ask: one chat completion, whose text is the answer. */
const ASK = `
const ask = async (content, tools = []) => {
  const reply = await fetch(process.env.OPENAI_BASE_URL + '/chat/completions', {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: 'Bearer ' + process.env.OPENAI_API_KEY },
    body: JSON.stringify({ model: 'any', messages: [{ role: 'user', content }], tools }),
  })
  return { status: reply.status, headers: Object.fromEntries(reply.headers), body: await reply.json() }
}
const { spawn } = await import('node:child_process')
const fs = await import('node:fs')
`

/** An agent that is a script of Node; \`ask\`, \`spawn\` and \`fs\` are there. */
export function scriptAgent(script: string, more: Partial<Parameters<typeof startCommand>[0]> = {}): StartAgent {
  return startCommand({
    command: [process.execPath, '--input-type=module', '-e', ASK + script],
    environment: {},
    inherited: process.env,
    ...more,
  })
}

/** Starts a process that outlives whoever started it, in a group of its own, and says its number. */
export const STRAY = `
const stray = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'], { detached: true, stdio: 'ignore' })
stray.unref()
`

/** Whether a process still runs; one that has ended and waits to be collected does not. */
export function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0)
  } catch {
    return false
  }
  const stat = `/proc/${pid}/stat`
  return !existsSync(stat) || !/\) Z /.test(readFileSync(stat, 'utf8'))
}
