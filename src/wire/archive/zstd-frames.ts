const [MAGIC, SKIPPABLE] = [0xfd2fb528, 0x184d2a50]

/**
 * Splits zstd data into its frames: writers make several of large content, and a decoder that reads one stops there.
 * Skippable frames hold no content and are left out.
 *
 * @returns undefined where the data breaks off or is no zstd
 * @source RFC 8878, 3.1.1
 */
export function zstdFrames(bytes: Uint8Array): Uint8Array[] | undefined {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
  const frames: Uint8Array[] = []
  let at = 0
  while (at < bytes.length) {
    if (at + 8 > bytes.length) return undefined
    const magic = view.getUint32(at, true)
    const isSkipped = (magic & 0xfffffff0) >>> 0 === SKIPPABLE
    const end = isSkipped ? at + 8 + view.getUint32(at + 4, true) : magic === MAGIC ? frameEnd(view, at) : undefined
    if (end === undefined || end > bytes.length) return undefined
    if (!isSkipped) frames.push(bytes.subarray(at, end))
    at = end
  }
  return frames
}

function frameEnd(view: DataView, start: number): number | undefined {
  const descriptor = view.getUint8(start + 4)
  const isSingle = (descriptor & 0x20) !== 0
  const dictionary = [0, 1, 2, 4][descriptor & 3] ?? 0
  const contentSize = [isSingle ? 1 : 0, 2, 4, 8][descriptor >> 6] ?? 0
  let at = start + 5 + (isSingle ? 0 : 1) + dictionary + contentSize
  for (;;) {
    if (at + 3 > view.byteLength) return undefined
    const header = view.getUint16(at, true) | (view.getUint8(at + 2) << 16)
    const isRepeated = ((header >> 1) & 3) === 1
    at += 3 + (isRepeated ? 1 : header >> 3)
    if ((header & 1) === 1) return at + ((descriptor & 4) === 0 ? 0 : 4)
  }
}
