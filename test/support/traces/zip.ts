import { crc32, deflateRawSync, zstdCompressSync } from 'node:zlib'

/** How a member is packed. */
export type Packing = 'stored' | 'deflate' | 'zstd' | 'zstd in two frames'

const METHODS: Readonly<Record<Packing, number>> = { stored: 0, deflate: 8, zstd: 93, 'zstd in two frames': 93 }

function pack(bytes: Buffer, packing: Packing): Buffer {
  if (packing === 'stored') return bytes
  if (packing === 'deflate') return deflateRawSync(bytes)
  if (packing === 'zstd') return zstdCompressSync(bytes)
  const middle = Math.ceil(bytes.length / 2)
  return Buffer.concat([zstdCompressSync(bytes.subarray(0, middle)), zstdCompressSync(bytes.subarray(middle))])
}

/** A ZIP archive of texts, written member by member with its directory at the end. */
export function zipOf(members: Readonly<Record<string, string>>, packing: Packing = 'deflate'): Buffer {
  const parts: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const [name, text] of Object.entries(members)) {
    const bytes = Buffer.from(text)
    const packed = pack(bytes, packing)
    const shared = Buffer.alloc(26)
    shared.writeUInt16LE(20, 0)
    shared.writeUInt16LE(METHODS[packing], 4)
    shared.writeUInt32LE(crc32(bytes), 10)
    shared.writeUInt32LE(packed.length, 14)
    shared.writeUInt32LE(bytes.length, 18)
    shared.writeUInt16LE(Buffer.byteLength(name), 22)
    const local = Buffer.concat([Buffer.from('PK\u0003\u0004'), shared, Buffer.from(name)])
    const rest = Buffer.alloc(14)
    rest.writeUInt32LE(offset, 10)
    directory.push(Buffer.concat([Buffer.from('PK\u0001\u0002\u0014\u0000'), shared, rest, Buffer.from(name)]))
    parts.push(local, packed)
    offset += local.length + packed.length
  }
  const central = Buffer.concat(directory)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(directory.length, 4)
  end.writeUInt16LE(directory.length, 6)
  end.writeUInt32LE(central.length, 8)
  end.writeUInt32LE(offset, 12)
  return Buffer.concat([...parts, central, Buffer.from('PK\u0005\u0006'), end])
}
