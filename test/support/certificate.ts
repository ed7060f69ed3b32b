import { createPrivateKey, generateKeyPairSync, sign } from 'node:crypto'

/** A self-signed certificate with its key, made anew each time. */
export interface Certificate {
  readonly certificate: string
  readonly key: string
}

/** Makes a certificate that signs itself and stands for one host name, for a day before and after now. */
export function selfSigned(host: string): Certificate {
  const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
  const algorithm = sequence(oid('1.2.840.10045.4.3.2'))
  const name = sequence(set(sequence(oid('2.5.4.3'), text(host))))
  const extensions = sequence(
    sequence(oid('2.5.29.19'), boolean(true), octets(sequence(boolean(true)))),
    sequence(oid('2.5.29.17'), octets(sequence(element(0x82, Buffer.from(host))))),
  )
  const body = sequence(
    element(0xa0, integer(2)),
    integer(Date.now()),
    algorithm,
    name,
    sequence(time(Date.now() - DAY_MS), time(Date.now() + DAY_MS)),
    name,
    publicKey.export({ type: 'spki', format: 'der' }),
    element(0xa3, extensions),
  )
  const signature = sign('sha256', body, privateKey)
  const der = sequence(body, algorithm, element(0x03, Buffer.concat([Buffer.from([0]), signature])))
  const key = createPrivateKey(privateKey.export({ type: 'pkcs8', format: 'pem' })).export({
    type: 'pkcs8',
    format: 'pem',
  })
  return { certificate: pem(der), key: String(key) }
}

const DAY_MS = 86_400_000

function pem(der: Buffer): string {
  const lines = der.toString('base64').match(/.{1,64}/g) ?? []
  return ['-----BEGIN CERTIFICATE-----', ...lines, '-----END CERTIFICATE-----', ''].join('\n')
}

/** One element of DER: tag, length, content. */
function element(tag: number, content: Buffer): Buffer {
  const { length } = content
  if (length < 0x80) return Buffer.concat([Buffer.from([tag, length]), content])
  const size = length < 0x100 ? Buffer.from([0x81, length]) : Buffer.from([0x82, length >> 8, length & 0xff])
  return Buffer.concat([Buffer.from([tag]), size, content])
}

const sequence = (...parts: readonly Buffer[]) => element(0x30, Buffer.concat(parts))
const set = (...parts: readonly Buffer[]) => element(0x31, Buffer.concat(parts))
const octets = (content: Buffer) => element(0x04, content)
const boolean = (value: boolean) => element(0x01, Buffer.from([value ? 0xff : 0]))
const text = (value: string) => element(0x0c, Buffer.from(value))

function integer(value: number): Buffer {
  const hex = value.toString(16)
  const bytes = Buffer.from(hex.length % 2 === 0 ? hex : `0${hex}`, 'hex')
  const isHigh = (bytes[0] ?? 0) >= 0x80
  return element(0x02, isHigh ? Buffer.concat([Buffer.from([0]), bytes]) : bytes)
}

function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number)
  const bytes = rest.flatMap((arc) => {
    const digits = [arc & 0x7f]
    for (let left = arc >> 7; left > 0; left >>= 7) digits.unshift((left & 0x7f) | 0x80)
    return digits
  })
  return element(0x06, Buffer.from([first * 40 + second, ...bytes]))
}

function time(ms: number): Buffer {
  const [date = ''] = new Date(ms).toISOString().replaceAll(/[-:T]/g, '').split('.')
  return element(0x18, Buffer.from(`${date}Z`))
}
