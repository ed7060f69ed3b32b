import { zstdCompressSync } from 'node:zlib'
import { expect, test } from 'vitest'
import { zipOf } from '../../../test/support/traces/zip.js'
import { findZipDirectory, readLocalHeader, readZipEnd64, readZipEntries } from './zip.js'
import { zstdFrames } from './zstd-frames.js'

const bytes = zipOf({ 'a.json': '{}', 'b/c.json': '[1]' }, 'stored')

test('the directory is found from the end, also before a comment', () => {
  const commented = Buffer.concat([bytes, Buffer.from('a comment')])
  for (const archive of [bytes, commented]) {
    const found = findZipDirectory(archive)
    if (found === undefined || !('directory' in found)) throw new Error('no directory')
    const { offset, size, entries } = found.directory
    expect(
      readZipEntries(archive.subarray(offset, offset + size), entries)?.map(({ name, size: own }) => [name, own]),
    ).toEqual([
      ['a.json', 2],
      ['b/c.json', 3],
    ])
  }
})

test('an archive beyond 32 bits names its 64-bit directory, and sizes that do not fit stand in an extra field', () => {
  const place = Buffer.alloc(20)
  place.writeUInt32LE(0x07064b50, 0)
  place.writeBigUInt64LE(5_000_000_000n, 8)
  const end = Buffer.from(bytes.subarray(bytes.length - 22))
  end.writeUInt32LE(0xffffffff, 16)
  expect(findZipDirectory(Buffer.concat([place, end]))).toEqual({ end64At: 5_000_000_000 })
  const end64 = Buffer.alloc(56)
  end64.writeUInt32LE(0x06064b50, 0)
  end64.writeBigUInt64LE(3n, 32)
  end64.writeBigUInt64LE(150n, 40)
  end64.writeBigUInt64LE(4_999_999_850n, 48)
  expect(readZipEnd64(end64)).toEqual({ entries: 3, size: 150, offset: 4_999_999_850 })
  const entry = Buffer.alloc(46 + 1 + 12)
  entry.writeUInt32LE(0x02014b50, 0)
  entry.writeUInt32LE(7, 20)
  entry.writeUInt32LE(0xffffffff, 24)
  entry.writeUInt16LE(1, 28)
  entry.writeUInt16LE(12, 30)
  entry.write('x', 46)
  entry.writeUInt16LE(1, 47)
  entry.writeUInt16LE(8, 49)
  entry.writeBigUInt64LE(6_000_000_000n, 51)
  expect(readZipEntries(entry, 1)).toMatchObject([{ name: 'x', compressedSize: 7, size: 6_000_000_000 }])
})

test('a directory that breaks off gives nothing', () => {
  expect(findZipDirectory(bytes.subarray(0, bytes.length - 30))).toBeUndefined()
  expect(readZipEntries(bytes.subarray(0, 10), 1)).toBeUndefined()
})

test('a local header gives its member, unless its sizes come after the data', () => {
  expect(readLocalHeader(bytes)).toMatchObject({ entry: { name: 'a.json', method: 0, size: 2 }, headerSize: 36 })
  const later = Buffer.from(bytes)
  later.writeUInt16LE(8, 6)
  expect(readLocalHeader(later)).toBeUndefined()
})

test('zstd data is split into its frames, and skippable ones are left out', () => {
  const [one, two] = [zstdCompressSync('x'.repeat(300_000)), zstdCompressSync(Buffer.from('short'))]
  const skippable = Buffer.from([0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 9, 9])
  const frames = zstdFrames(Buffer.concat([one, skippable, two]))
  expect(frames?.map(({ length }) => length)).toEqual([one.length, two.length])
  expect(zstdFrames(one.subarray(0, one.length - 1))).toBeUndefined()
  expect(zstdFrames(Buffer.from('not zstd data'))).toBeUndefined()
})
