import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { cp, mkdir, mkdtemp, readdir, readlink, realpath, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { contentHash, type JsonObject, textHash } from '../../domain/index.js'

/** Folders of one trial; nothing in their names tells an arm. */
export interface WorkFolders {
  /** A copy of what is to be worked on. */
  readonly folder: string
  /** An empty home: what an agent remembers of one trial must not reach another. */
  readonly home: string
  readonly temporary: string
  /** Removes all three and lets the next trial of the pair begin. */
  close(): Promise<void>
}

/** Copies work folders, one at a time for each pair: twins are worked on in the same place. */
export interface WorkFolderMaker {
  /** @param pair names the trials that use one place in turn */
  copy(source: string, pair: string): Promise<WorkFolders>
  /** Removes everything. */
  close(): Promise<void>
}

/** Letters of a folder's name; enough that no two pairs of a study share one. */
const NAME_LENGTH = 12

/** A maker with a folder of its own for what is temporary. */
export async function openWorkFolders(): Promise<WorkFolderMaker> {
  const root = await mkdtemp(join(await realpath(tmpdir()), 'work-'))
  const busy = new Map<string, Promise<void>>()
  return {
    async copy(source, pair) {
      const place = join(root, textHash(`${pair}/${source}`).slice(0, NAME_LENGTH))
      const before = busy.get(place) ?? Promise.resolve()
      const done = Promise.withResolvers<void>()
      busy.set(
        place,
        before.then(() => done.promise),
      )
      await before
      const release = async () => {
        await removeAll(place)
        done.resolve()
      }
      try {
        return { ...(await fill(place, source)), close: release }
      } catch (error) {
        await release()
        throw error
      }
    },
    close: () => removeAll(root),
  }
}

async function fill(place: string, source: string): Promise<Omit<WorkFolders, 'close'>> {
  const folder = join(place, basename(source))
  const [home, temporary] = [join(place, 'home'), join(place, 'tmp')]
  await removeAll(place)
  await mkdir(place, { recursive: true })
  await cp(source, folder, { recursive: true, verbatimSymlinks: true, preserveTimestamps: true })
  for (const each of [home, temporary]) await mkdir(each, { recursive: true })
  return { folder, home, temporary }
}

async function removeAll(path: string): Promise<void> {
  await rm(path, { recursive: true, force: true, maxRetries: 5 })
}

/** What lies in a folder: how many files, and one hash over all names and contents. */
export async function stateOfFolder(folder: string): Promise<JsonObject> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files: (readonly [string, string])[] = []
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    const name = path.slice(folder.length + 1)
    if (entry.isSymbolicLink()) files.push([name, `-> ${await readlink(path)}`])
    else if (entry.isFile()) files.push([name, await hashOfFile(path)])
  }
  files.sort(([a], [b]) => (a < b ? -1 : 1))
  return { files: files.length, hash: contentHash(files) }
}

async function hashOfFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const part of createReadStream(path)) hash.update(part)
  return hash.digest('hex')
}
