import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { ServerFamily } from '../../src/connect/index.js'

/** A folder of its own with files in it. */
export function folderWith(files: Readonly<Record<string, string>>): string {
  const folder = mkdtempSync(join(tmpdir(), 'leadline-files-'))
  for (const [name, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, name)), { recursive: true })
    writeFileSync(join(folder, name), text)
  }
  return folder
}

/** The files that are copied. */
export const NAMES = ['a.txt', 'b.txt', 'c.txt', 'd.txt']

/** Start of the work folder: the files to copy, and an empty place for the copies. */
export const START = {
  ...Object.fromEntries(NAMES.map((name, place) => [`in/${name}`, `text number ${place}\n`])),
  'out/.keep': '',
}

/** Program of the public file server, as it comes from the registry. */
export const FILE_SERVER = fileURLToPath(
  new URL('../../node_modules/@modelcontextprotocol/server-filesystem/dist/index.js', import.meta.url),
)

/** Copying files with the tools of the public file server. */
export function copyFamily(changes: Partial<ServerFamily> = {}): ServerFamily {
  return {
    name: 'copy',
    server: { command: process.execPath, args: [FILE_SERVER, '{folder}'] },
    folder: '.',
    tasks: [
      {
        name: 'four-files',
        goal: 'Copy every file of /workspace/in to /workspace/out, under the same name.',
        calls: 2 * NAMES.length,
        score: { files: NAMES.map((name, place) => ({ path: `out/${name}`, equals: `text number ${place}` })) },
      },
    ],
    ...changes,
  }
}
