import { readFileSync, readlinkSync } from 'node:fs'
import { hostname } from 'node:os'
import { expect, test } from 'vitest'
import { thisProcess } from './this-process.js'

test('the space of process ids names the computer and, on Linux, its boot and namespace', () => {
  const { host, pid } = thisProcess()
  expect(pid).toBe(process.pid)
  if (process.platform !== 'linux') {
    expect(host).toBe(hostname())
    return
  }
  const boot = readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()
  expect(host).toBe(`${hostname()} ${boot} ${readlinkSync('/proc/self/ns/pid')}`)
})
