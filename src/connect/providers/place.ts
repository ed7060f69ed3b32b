import { ConfigError } from '../../domain/index.js'
import { found } from './credentials.js'
import type { ModelSpec, OpenContext } from './open-model.js'
import { type PackageName, VENDORS, type Vendor, vendorNamed } from './vendors.js'

/** Where a name leads. */
export interface Place {
  readonly vendor: Vendor | undefined
  readonly package: PackageName
  readonly model: string
  readonly host: string
  /** Of a server that is named by its address. */
  readonly address?: string
}

/** @throws ConfigError where a name is of no known form */
export function placeOf({ named }: ModelSpec): Place {
  if (/^https?:/.test(named)) {
    const at = named.indexOf('#')
    const [address, model] = [at < 0 ? named : named.slice(0, at), at < 0 ? '' : named.slice(at + 1)]
    if (model === '' || !URL.canParse(address)) throw new ConfigError('model', shownAddress(named), ADDRESS)
    return {
      vendor: undefined,
      package: 'openai-compatible',
      model,
      host: new URL(address).host,
      address: plain('model', address),
    }
  }
  const at = named.indexOf(':')
  const vendor = vendorNamed(named.slice(0, Math.max(0, at)))
  const model = named.slice(at + 1)
  if (vendor === undefined || model === '') {
    const known = VENDORS.map(({ name }) => name).join(', ')
    throw new ConfigError('model', named, `vendor:model with vendor one of ${known}, or ${ADDRESS}`)
  }
  return { vendor, package: vendor.package, model, host: vendor.name }
}

const ADDRESS = 'http://host/v1#model'

/** An address as it may be shown: without what could hold a secret. */
function shownAddress(given: string): string {
  if (!URL.canParse(given)) return given
  const { protocol, host, pathname } = new URL(given)
  return `${protocol}//${host}${pathname}`
}

/** The address goes into records and errors, and the protocols take keys from elsewhere. */
function plain(place: string, address: string): string {
  const { username, password, search, host } = new URL(address)
  if (username !== '' || password !== '') {
    throw new ConfigError(place, `http://...@${host}`, 'an address without a user and password')
  }
  if (search !== '')
    throw new ConfigError(place, `http://${host}...?...`, 'an address without a query; headers take keys')
  return address
}

/**
 * The address that is asked: the stated one, that of the environment, or the vendor's own; undefined where only its package
 * knows it.
 *
 * @throws ConfigError where it is no address, or holds what could be a secret
 */
export function baseUrlOf(
  { baseUrl }: ModelSpec,
  { vendor, address }: Place,
  { env }: OpenContext,
): string | undefined {
  const variable = vendor?.baseUrlVariable
  const given = baseUrl ?? (variable === undefined ? undefined : found(env, variable))
  if (given === undefined) return address ?? vendor?.baseUrl
  const place = baseUrl === undefined ? (variable ?? '') : 'baseUrl'
  if (!/^https?:/.test(given) || !URL.canParse(given))
    throw new ConfigError(place, shownAddress(given), 'http://host/v1')
  return plain(place, given).replace(/\/+$/, '')
}
