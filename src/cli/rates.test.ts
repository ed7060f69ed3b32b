import { expect, test } from 'vitest'
import { accountOf } from '../domain/index.js'
import { ratesFor } from './rates.js'

const vendor = accountOf({ host: 'openai', key: 'a key', kind: 'vendor' })
const server = accountOf({ host: '127.0.0.1:11434', kind: 'server' })

test.each([
  [{}, [10, 20, 100], [1, 4, 4]],
  [{ concurrency: 3 }, [3, 3, 3], [3, 3, 3]],
  [{ concurrency: 64 }, [10, 20, 64], [10, 20, 64]],
  [{ asksAtATime: { max: 300 } }, [10, 20, 300], [10, 20, 300]],
  [{ concurrency: 8, asksAtATime: { min: 2 } }, [2, 8, 8], [2, 8, 8]],
  [{ asksAtATime: { share: 0.5 } }, [5, 10, 50], [1, 2, 2]],
  [{ asksAtATime: { max: 30, share: 1 / 3 } }, [3, 6, 10], [3, 6, 10]],
  [{ asksAtATime: { share: 0.01 } }, [1, 1, 1], [1, 1, 1]],
])(
  '%j bounds what may be in flight of a vendor by %j and of a server of your own by %j',
  (stated, ofVendor, ofServer) => {
    const bounds = [vendor, server].map((account) => {
      const { min, start, max } = ratesFor(stated)(account)
      return [min, start, max]
    })
    expect(bounds).toEqual([ofVendor, ofServer])
  },
)

test('what contradicts itself is refused', () => {
  expect(() => ratesFor({ concurrency: 3, asksAtATime: { min: 5 } })).toThrow(
    'asksAtATime is {"min":5,"start":5,"max":3}; expected min, start and max in this order',
  )
})

test('accounts are told apart by host and key, and no key can be read from them', () => {
  const other = accountOf({ host: 'openai', key: 'another key', kind: 'vendor' })
  expect(other.id).not.toBe(vendor.id)
  expect(accountOf({ host: 'openai', key: 'a key', kind: 'vendor' })).toEqual(vendor)
  expect(JSON.stringify(vendor)).not.toContain('a key')
})
