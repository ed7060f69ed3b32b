/** What the system says of a file, in words; any other code is a bug of ours. */
const FOUND: Readonly<Record<string, string>> = {
  EACCES: 'closed to this user',
  EEXIST: 'a file',
  EISDIR: 'a folder',
  ELOOP: 'a link in a circle',
  ENAMETOOLONG: 'too long a name',
  ENOENT: 'missing',
  ENOSPC: 'on a full disk',
  ENOTDIR: 'below something that is no folder',
  EPERM: 'closed to this user',
  EROFS: 'on a disk that is read-only',
}

/** One line about a file or folder that cannot be used, or undefined where the error is about something else. */
export function fileProblem(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return undefined
  const found = FOUND[String(error.code)]
  if (found === undefined) return undefined
  const path = 'path' in error ? String(error.path).replace(/\.part$/, '') : 'what is written'
  return `${path} is ${found}; expected a place for a file that can be written`
}
