/**
 * Does something for each item, at most so many at a time, in order of their beginning.
 *
 * @throws what the first one that fails throws; those under way are waited for
 */
export async function eachOf<T>(
  items: readonly T[],
  atATime: number,
  act: (item: T, index: number) => Promise<void>,
): Promise<void> {
  const waiting = items.entries()
  const worker = async () => {
    for (const [index, item] of waiting) await act(item, index)
  }
  const workers = Array.from({ length: Math.min(atATime, items.length) }, worker)
  const failed = (await Promise.allSettled(workers)).find((result) => result.status === 'rejected')
  if (failed !== undefined) throw failed.reason
}
