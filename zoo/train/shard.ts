import { closeSync, mkdirSync, openSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import type { Encoded } from '../reading/encode.js'

/** What is to be learned at one turn, beside what is read. */
export interface Lesson {
  /** Place of the tool to call among those offered. */
  readonly tool: number
  /** Place of the value among the things; 0 where the tool takes none. */
  readonly value: number
  /** Places of the crate that is being worked on and of the berth that is sailed to; 0 where there is none. */
  readonly crate: number
  readonly berth: number
}

/** Whole numbers that stand before each turn. */
const HEAD = 8

/** Writes turns into the files of one folder, each array end to end. */
export function openShard(folder: string) {
  mkdirSync(folder, { recursive: true })
  const file = (name: string) => openSync(join(folder, `${name}.bin`), 'w')
  const files = {
    head: file('head'),
    words: file('words'),
    about: file('about'),
    marks: file('marks'),
    named: file('named'),
    things: file('things'),
  }
  let turns = 0
  return {
    get turns() {
      return turns
    },
    write(read: Encoded, { tool, value, crate, berth }: Lesson, sample: number) {
      const head = Int32Array.of(read.lines, read.tools, read.things.length, tool, value, crate, berth, sample | 0)
      if (head.length !== HEAD) throw new Error(`head has ${head.length} numbers; expected ${HEAD}`)
      writeSync(files.head, head)
      for (const name of ['words', 'about', 'marks', 'named', 'things'] as const) writeSync(files[name], read[name])
      turns += 1
    },
    close() {
      for (const file of Object.values(files)) closeSync(file)
    },
  }
}
