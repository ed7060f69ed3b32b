import { ConfigError } from '../../domain/index.js'
import { SignInFailed } from './failure.js'

/** What signs one ask. */
export interface AwsCredentials {
  readonly accessKeyId: string
  readonly secretAccessKey: string
  readonly sessionToken?: string
}

/** Where credentials come from that no variable holds. */
export interface AwsPlace {
  readonly region: string
  /** Of the files of the AWS command line; undefined takes what the machine itself is given. */
  readonly profile?: string
  /** How whoever hands out credentials is reached, but for what this machine is told over its own link. */
  readonly fetch: typeof globalThis.fetch
}

const PACKAGE = '@aws-sdk/credential-providers'

/**
 * Credentials as the AWS command line finds them: profiles, roles that they assume, single sign-on, web identities,
 * containers and machines. They are kept until they are about to expire.
 *
 * @returns gives them; throws SignInFailed where there are none
 * @throws ConfigError that says what to install where the package is not there
 */
export async function awsCredentials({ region, profile, fetch }: AwsPlace): Promise<() => Promise<AwsCredentials>> {
  const { fromNodeProviderChain } = await loadPackage()
  const chain = fromNodeProviderChain({
    clientConfig: { region, requestHandler: { handle: sendThrough(fetch) } },
    ...(profile !== undefined && { profile }),
  })
  return async () => {
    try {
      const { accessKeyId, secretAccessKey, sessionToken } = await chain()
      return { accessKeyId, secretAccessKey, ...(sessionToken !== undefined && { sessionToken }) }
    } catch (error) {
      throw new SignInFailed(error)
    }
  }
}

async function loadPackage(): Promise<typeof import('@aws-sdk/credential-providers')> {
  try {
    return await import('@aws-sdk/credential-providers')
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    if (!isAbsent) throw error
    throw new ConfigError(
      PACKAGE,
      undefined,
      `it installed beside leadline for profiles and roles: npm install ${PACKAGE}`,
    )
  }
}

/** A request as the clients of AWS put it together. */
interface SentRequest {
  readonly protocol: string
  readonly hostname: string
  readonly port?: number
  readonly path: string
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body?: unknown
}

/** The part of a client of AWS that sends. */
function sendThrough(fetch: AwsPlace['fetch']) {
  return async (request: SentRequest) => {
    const { method, headers, body } = request
    const response = await fetch(addressOf(request), {
      method,
      // The client of the platform says itself where it sends to.
      headers: Object.fromEntries(Object.entries(headers).filter(([name]) => name.toLowerCase() !== 'host')),
      ...((typeof body === 'string' || body instanceof Uint8Array) && { body: Buffer.from(body) }),
    })
    return {
      response: {
        statusCode: response.status,
        headers: Object.fromEntries(response.headers),
        body: new Uint8Array(await response.arrayBuffer()),
      },
    }
  }
}

function addressOf({ protocol, hostname, port, path, query = {} }: SentRequest): string {
  const url = new URL(`${protocol}//${hostname}${port === undefined ? '' : `:${port}`}${path}`)
  for (const [name, value] of Object.entries(query)) {
    for (const each of [value ?? ''].flat()) url.searchParams.append(name, each)
  }
  return url.href
}
