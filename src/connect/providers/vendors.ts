import type { JsonObject } from '../../domain/index.js'

/** A protocol in which a vendor can be asked, where it has more than one. */
export type Protocol = 'responses' | 'chat'

/** A vendor by name: what it needs, and how it is reached. */
export interface Vendor {
  /** First part of a system's name. */
  readonly name: string
  /** As people call it. */
  readonly title: string
  /** Sets of environment variables, each of which lets it be asked; those named here alone are looked at. */
  readonly needs: readonly (readonly string[])[]
  /** Provider package, loaded where the vendor is asked. */
  readonly package: PackageName
  /** Address where the package does not know one of its own. */
  readonly baseUrl?: string
  /** Variable that holds another address. */
  readonly baseUrlVariable?: string
  /** Name of the field that limits the answer, where it is not `max_tokens`. */
  readonly options?: JsonObject
}

/** Provider packages of the AI SDK. */
export type PackageName =
  | 'openai'
  | 'anthropic'
  | 'google'
  | 'azure'
  | 'amazon-bedrock'
  | 'google-vertex'
  | 'openai-compatible'

/** Vendors with names of their own. Any other is an address: `http://host/v1#model`. */
export const VENDORS: readonly Vendor[] = [
  {
    name: 'openai',
    title: 'OpenAI',
    needs: [['OPENAI_API_KEY']],
    package: 'openai',
    baseUrlVariable: 'OPENAI_BASE_URL',
  },
  {
    name: 'anthropic',
    title: 'Anthropic',
    needs: [['ANTHROPIC_API_KEY']],
    package: 'anthropic',
    baseUrlVariable: 'ANTHROPIC_BASE_URL',
  },
  {
    name: 'google',
    title: 'Google Gemini',
    needs: [['GEMINI_API_KEY'], ['GOOGLE_GENERATIVE_AI_API_KEY']],
    package: 'google',
  },
  { name: 'azure', title: 'Azure OpenAI', needs: [['AZURE_API_KEY', 'AZURE_RESOURCE_NAME']], package: 'azure' },
  {
    name: 'bedrock',
    title: 'Amazon Bedrock',
    needs: [
      ['AWS_BEARER_TOKEN_BEDROCK', 'AWS_REGION'],
      ['AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY', 'AWS_REGION'],
      ['AWS_PROFILE', 'AWS_REGION'],
      ['AWS_WEB_IDENTITY_TOKEN_FILE', 'AWS_ROLE_ARN', 'AWS_REGION'],
      ['AWS_CONTAINER_CREDENTIALS_FULL_URI', 'AWS_REGION'],
      ['AWS_CONTAINER_CREDENTIALS_RELATIVE_URI', 'AWS_REGION'],
    ],
    package: 'amazon-bedrock',
  },
  {
    name: 'vertex',
    title: 'Google Vertex AI',
    needs: [['GOOGLE_VERTEX_API_KEY'], ['GOOGLE_VERTEX_PROJECT', 'GOOGLE_VERTEX_LOCATION']],
    package: 'google-vertex',
  },
  {
    name: 'openrouter',
    title: 'OpenRouter',
    needs: [['OPENROUTER_API_KEY']],
    package: 'openai-compatible',
    baseUrl: 'https://openrouter.ai/api/v1',
  },
  {
    name: 'mistral',
    title: 'Mistral',
    needs: [['MISTRAL_API_KEY']],
    package: 'openai-compatible',
    baseUrl: 'https://api.mistral.ai/v1',
  },
]

/** The vendor of a name, or undefined where there is none. */
export function vendorNamed(name: string): Vendor | undefined {
  return VENDORS.find((vendor) => vendor.name === name)
}
