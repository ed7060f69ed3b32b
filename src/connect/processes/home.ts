import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'

/** What a command finds in its environment beside what is said: nothing that a key could hide in. */
const INHERITED = ['PATH', 'LANG', 'LC_ALL', 'TZ', 'TMPDIR', 'USER', 'LOGNAME', 'SHELL', 'SystemRoot']

/** Of an environment, the few variables that every process needs. */
export function plainEnvironment(inherited: Readonly<Record<string, string | undefined>>): Record<string, string> {
  const kept = INHERITED.flatMap((name) => {
    const value = inherited[name]
    return value === undefined ? [] : [[name, value] as const]
  })
  return Object.fromEntries(kept)
}

/**
 * Writes files into the home of a command before it is started.
 *
 * @param files by path in it: texts, or values that are written as JSON
 * @param filled puts what belongs to the trial into a text
 */
export async function writeHome(
  home: string,
  files: Readonly<Record<string, unknown>>,
  filled: (text: string) => string,
): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    const text = typeof content === 'string' ? content : JSON.stringify(content, null, 2)
    await mkdir(dirname(join(home, path)), { recursive: true })
    await writeFile(join(home, path), filled(text))
  }
}
