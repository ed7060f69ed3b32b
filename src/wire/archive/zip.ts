/** A member of a ZIP archive as its directory names it. */
export interface ZipEntry {
  readonly name: string
  /** 0 stored, 8 deflate, 93 zstd. */
  readonly method: number
  readonly compressedSize: number
  readonly size: number
  /** CRC-32 of the unpacked bytes. */
  readonly crc: number
  /** Where its local header begins. */
  readonly offset: number
}

/** Where the directory of an archive lies. */
export interface ZipDirectory {
  readonly offset: number
  readonly size: number
  readonly entries: number
}

/** Most bytes from the end of an archive in which its end record begins: a comment has at most 65,535. */
export const ZIP_TAIL = 65_535 + 22 + 20
/** Bytes of a local header before the name. */
export const LOCAL_HEADER = 30

const [END, END_64, END_64_PLACE, CENTRAL, LOCAL] = [0x06054b50, 0x06064b50, 0x07064b50, 0x02014b50, 0x04034b50]
const [MAX_16, MAX_32] = [0xffff, 0xffffffff]

/**
 * Finds the directory from the last bytes of an archive.
 *
 * @returns the directory; the place of a 64-bit end record, where the archive needs one; undefined where there is no end
 * @source APPNOTE 6.3.10, 4.3.14 to 4.3.16
 */
export function findZipDirectory(
  tail: Uint8Array,
): { readonly directory: ZipDirectory } | { readonly end64At: number } | undefined {
  const view = viewOf(tail)
  for (let at = tail.length - 22; at >= 0; at -= 1) {
    if (view.getUint32(at, true) !== END) continue
    const [entries, size, offset] = [
      view.getUint16(at + 10, true),
      view.getUint32(at + 12, true),
      view.getUint32(at + 16, true),
    ]
    const isBig = entries === MAX_16 || size === MAX_32 || offset === MAX_32
    if (isBig && at >= 20 && view.getUint32(at - 20, true) === END_64_PLACE) {
      return { end64At: Number(view.getBigUint64(at - 12, true)) }
    }
    return { directory: { offset, size, entries } }
  }
  return undefined
}

/** The directory in the 64-bit end record, or undefined where the bytes are none. */
export function readZipEnd64(bytes: Uint8Array): ZipDirectory | undefined {
  const view = viewOf(bytes)
  if (bytes.length < 56 || view.getUint32(0, true) !== END_64) return undefined
  const [entries, size, offset] = [32, 40, 48].map((at) => Number(view.getBigUint64(at, true)))
  return entries === undefined || size === undefined || offset === undefined ? undefined : { entries, size, offset }
}

/** Members of an archive from the bytes of its directory; undefined where they break off. */
export function readZipEntries(bytes: Uint8Array, count: number): ZipEntry[] | undefined {
  const view = viewOf(bytes)
  const entries: ZipEntry[] = []
  let at = 0
  while (entries.length < count) {
    if (at + 46 > bytes.length || view.getUint32(at, true) !== CENTRAL) return undefined
    const [nameLength, extraLength, commentLength] = [28, 30, 32].map((place) => view.getUint16(at + place, true))
    const end = at + 46 + (nameLength ?? 0)
    if (end + (extraLength ?? 0) > bytes.length) return undefined
    const sizes = {
      size: view.getUint32(at + 24, true),
      compressedSize: view.getUint32(at + 20, true),
      offset: view.getUint32(at + 42, true),
    }
    entries.push({
      name: new TextDecoder().decode(bytes.subarray(at + 46, end)),
      method: view.getUint16(at + 10, true),
      crc: view.getUint32(at + 16, true),
      ...widened(sizes, bytes.subarray(end, end + (extraLength ?? 0))),
    })
    at = end + (extraLength ?? 0) + (commentLength ?? 0)
  }
  return entries
}

type Sizes = Pick<ZipEntry, 'size' | 'compressedSize' | 'offset'>

/** Sizes that do not fit 32 bits stand in an extra field, in this order and only those that do not fit. */
function widened(sizes: Sizes, extra: Uint8Array): Sizes {
  const view = viewOf(extra)
  const wide = { ...sizes }
  for (let at = 0; at + 4 <= extra.length; at += 4 + view.getUint16(at + 2, true)) {
    if (view.getUint16(at, true) !== 1) continue
    let place = at + 4
    for (const name of ['size', 'compressedSize', 'offset'] as const) {
      if (sizes[name] !== MAX_32 || place + 8 > extra.length) continue
      wide[name] = Number(view.getBigUint64(place, true))
      place += 8
    }
  }
  return wide
}

/**
 * The member whose local header begins here, for archives whose directory is lost; undefined where there is none, or
 * where the header leaves its sizes to what follows the data.
 */
export function readLocalHeader(
  bytes: Uint8Array,
): { readonly entry: Omit<ZipEntry, 'offset'>; readonly headerSize: number } | undefined {
  const view = viewOf(bytes)
  if (bytes.length < LOCAL_HEADER || view.getUint32(0, true) !== LOCAL) return undefined
  const [nameLength, extraLength] = [view.getUint16(26, true), view.getUint16(28, true)]
  const headerSize = LOCAL_HEADER + nameLength + extraLength
  if (headerSize > bytes.length || (view.getUint16(6, true) & 8) !== 0) return undefined
  const nameEnd = LOCAL_HEADER + nameLength
  const sizes = { size: view.getUint32(22, true), compressedSize: view.getUint32(18, true), offset: 0 }
  const { size, compressedSize } = widened(sizes, bytes.subarray(nameEnd, headerSize))
  const name = new TextDecoder().decode(bytes.subarray(LOCAL_HEADER, nameEnd))
  return {
    entry: { name, method: view.getUint16(8, true), crc: view.getUint32(14, true), size, compressedSize },
    headerSize,
  }
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
}
