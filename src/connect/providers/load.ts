import { ConfigError, type JsonObject } from '../../domain/index.js'
import { type AwsCredentials, awsCredentials } from '../sign-in/index.js'
import { NO_ID } from './answer.js'
import { refusingBeyondCap, withinCap } from './cap.js'
import type { LoadedModel } from './provider-model.js'
import type { PackageName, Protocol } from './vendors.js'

/** How a model is reached. */
export interface Route {
  readonly model: string
  /** Other than that of the vendor. */
  readonly baseUrl?: string
  /** Of a vendor with more than one. */
  readonly protocol?: Protocol
  /** Sent with every ask. */
  readonly headers: Readonly<Record<string, string>>
  /** What was found of the variables that the vendor needs. */
  readonly credentials: Readonly<Record<string, string>>
  readonly fetch: typeof globalThis.fetch
  /** Longest answer, reasoning included. */
  readonly maxOutputTokens: number
}

/** Packages that a reader installs beside Leadline where they are used. */
const OPTIONAL: ReadonlySet<PackageName> = new Set(['azure', 'amazon-bedrock', 'google-vertex'])

/**
 * The model of a provider package. The package is loaded here and nowhere else.
 *
 * @throws ConfigError that says what to install where an optional package is not there
 */
export async function loadModel(name: PackageName, route: Route): Promise<LoadedModel> {
  try {
    return await LOADERS[name](route)
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    if (!isAbsent || !OPTIONAL.has(name)) throw error
    throw new ConfigError(`@ai-sdk/${name}`, undefined, `it installed beside leadline: npm install @ai-sdk/${name}`)
  }
}

/** Whether a provider package can be loaded from here. */
export function isInstalled(name: PackageName): boolean {
  try {
    import.meta.resolve(`@ai-sdk/${name}`)
    return true
  } catch {
    return false
  }
}

/** Every seed has 32 bits; some vendors read it as a signed number. */
const MOST_SIGNED = 2 ** 31 - 1

/** These packages would show the model other words than the record holds. */
const PLAIN_ERRORS = { marksErrors: false } as const

/** Nothing is kept at the vendor: what a later turn needs comes back with the answer, encrypted where it is secret. */
const STATELESS: JsonObject = { store: false }

const LOADERS: Readonly<Record<PackageName, (route: Route) => Promise<LoadedModel>>> = {
  async openai(route) {
    const { createOpenAI } = await import('@ai-sdk/openai')
    const provider = createOpenAI({ ...shared(route), apiKey: route.credentials.OPENAI_API_KEY ?? '' })
    return route.protocol === 'chat'
      ? { model: provider.chat(route.model), optionsKey: 'openai', ...PLAIN_ERRORS }
      : { model: provider.responses(route.model), optionsKey: 'openai', ownOptions: STATELESS, ...PLAIN_ERRORS }
  },
  async anthropic(route) {
    const { createAnthropic } = await import('@ai-sdk/anthropic')
    const apiKey = route.credentials.ANTHROPIC_API_KEY ?? ''
    const provider = createAnthropic({ ...shared(route), apiKey, fetch: withinCap(route), generateId: () => NO_ID })
    return { model: provider.messages(route.model), optionsKey: 'anthropic' }
  },
  async google(route) {
    const { createGoogle } = await import('@ai-sdk/google')
    const { GEMINI_API_KEY, GOOGLE_GENERATIVE_AI_API_KEY } = route.credentials
    const apiKey = GEMINI_API_KEY ?? GOOGLE_GENERATIVE_AI_API_KEY ?? ''
    const provider = createGoogle({ ...shared(route), apiKey, generateId: () => NO_ID })
    return { model: provider.languageModel(route.model), optionsKey: 'google', mostSeed: MOST_SIGNED }
  },
  async azure(route) {
    const { createAzure } = await import('@ai-sdk/azure')
    const { AZURE_API_KEY = '', AZURE_RESOURCE_NAME } = route.credentials
    const place = AZURE_RESOURCE_NAME === undefined ? {} : { resourceName: AZURE_RESOURCE_NAME }
    const provider = createAzure({ ...shared(route), ...place, apiKey: AZURE_API_KEY })
    return route.protocol === 'chat'
      ? { model: provider.chat(route.model), optionsKey: 'openai', ...PLAIN_ERRORS }
      : { model: provider.responses(route.model), optionsKey: 'azure', ownOptions: STATELESS, ...PLAIN_ERRORS }
  },
  async 'amazon-bedrock'(route) {
    const { createAmazonBedrock } = await import('@ai-sdk/amazon-bedrock')
    const { AWS_BEARER_TOKEN_BEDROCK: apiKey = '', AWS_REGION: region = '' } = route.credentials
    const keys = apiKey === '' ? await awsKeys(route) : undefined
    let current: AwsCredentials | undefined
    const provider = createAmazonBedrock({
      ...shared(route),
      fetch: refusingBeyondCap(route),
      // An empty text keeps the package from looking for itself.
      apiKey,
      ...(region !== '' && { region }),
      ...(keys !== undefined && { credentialProvider: async () => current ?? keys() }),
    })
    return {
      model: provider.languageModel(route.model),
      optionsKey: 'amazonBedrock',
      // The package would say of what fails here only that something did.
      ...(keys !== undefined && {
        signIn: async () => {
          current = await keys()
        },
      }),
    }
  },
  async 'google-vertex'(route) {
    const { GOOGLE_VERTEX_API_KEY, GOOGLE_VERTEX_PROJECT, GOOGLE_VERTEX_LOCATION } = route.credentials
    const place = {
      ...(GOOGLE_VERTEX_PROJECT !== undefined && { project: GOOGLE_VERTEX_PROJECT }),
      ...(GOOGLE_VERTEX_LOCATION !== undefined && { location: GOOGLE_VERTEX_LOCATION }),
    }
    // The library that signs in has a client of its own; this one knows the proxy and the authorities.
    const googleAuthOptions = { clientOptions: { transporterOptions: { fetchImplementation: route.fetch } } }
    if (route.model.startsWith('claude')) {
      const { createGoogleVertexAnthropic } = await import('@ai-sdk/google-vertex/anthropic')
      const provider = createGoogleVertexAnthropic({
        ...shared(route),
        ...place,
        googleAuthOptions,
        fetch: withinCap(route),
      })
      return { model: provider.languageModel(route.model), optionsKey: 'anthropic' }
    }
    const { createGoogleVertex } = await import('@ai-sdk/google-vertex')
    const key = GOOGLE_VERTEX_API_KEY === undefined ? {} : { apiKey: GOOGLE_VERTEX_API_KEY }
    const provider = createGoogleVertex({
      ...shared(route),
      ...place,
      ...key,
      googleAuthOptions,
      generateId: () => NO_ID,
    })
    return { model: provider.languageModel(route.model), optionsKey: 'googleVertex', mostSeed: MOST_SIGNED }
  },
  async 'openai-compatible'(route) {
    const { compatibleModel } = await import('./compatible.js')
    return compatibleModel(route)
  },
}

/** What signs an ask: the keys of the environment, or whatever the profile or the role of this machine gives. */
async function awsKeys({ credentials, fetch }: Route): Promise<() => Promise<AwsCredentials>> {
  const { AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_PROFILE, AWS_REGION = '' } = credentials
  if (AWS_ACCESS_KEY_ID === undefined || AWS_SECRET_ACCESS_KEY === undefined) {
    return awsCredentials({ region: AWS_REGION, fetch, ...(AWS_PROFILE !== undefined && { profile: AWS_PROFILE }) })
  }
  const stated: AwsCredentials = {
    accessKeyId: AWS_ACCESS_KEY_ID,
    secretAccessKey: AWS_SECRET_ACCESS_KEY,
    ...(AWS_SESSION_TOKEN !== undefined && { sessionToken: AWS_SESSION_TOKEN }),
  }
  return async () => stated
}

function shared({ baseUrl, headers, fetch }: Route) {
  return { headers, fetch, ...(baseUrl !== undefined && { baseURL: baseUrl }) }
}
