import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4GenerateResult,
  SharedV4ProviderOptions,
  SharedV4Warning,
} from '@ai-sdk/provider'
import { type Answer, type Ask, ConfigError, type JsonObject, type Model, ModelError } from '../../domain/index.js'
import { assembled } from '../streams/index.js'
import { answerOf } from './answer.js'
import { promptOf, toolsOf } from './prompt.js'
import { quotaIn } from './quota.js'
import { hideKeys } from './secrets.js'

/** How hard a model thinks before it answers; what a vendor does not know is refused when it is asked. */
export type ReasoningEffort = 'none' | 'minimal' | 'low' | 'medium' | 'high' | 'xhigh' | 'max'

/** What is asked for beside the conversation. */
export interface ProviderSettings {
  /** Longest answer, reasoning included. */
  readonly maxOutputTokens: number
  /** Undefined leaves the vendor's own default. */
  readonly temperature?: number
  /** Undefined leaves the vendor's own default. */
  readonly reasoning?: ReasoningEffort
  /** `auto` where left out. */
  readonly toolChoice?: 'auto' | 'required' | 'none'
  /** Fields of the vendor's own, as its provider package names them; sent as they are. */
  readonly options?: JsonObject
  /** True where answers come piece by piece, which keeps connections from being cut that are silent for long. */
  readonly stream?: boolean
}

/** A model as a provider package gives it, with what is particular about its vendor. */
export interface LoadedModel {
  readonly model: LanguageModelV4
  /** Gets what the package signs its next ask with, where that has to be fetched. */
  readonly signIn?: () => Promise<void>
  /** Name under which the package looks for options of the vendor's own. */
  readonly optionsKey: string
  /** Options that Leadline sets unless the reader does. */
  readonly ownOptions?: JsonObject
  /** False where the package would put other words around a result that is an error; true where left out. */
  readonly marksErrors?: boolean
  /** Largest seed the vendor takes; any of 32 bits where left out. */
  readonly mostSeed?: number
}

/** What a provider model is made of. */
export interface ProviderModelOptions {
  /** Such as `openai` or the host of a server; named in errors. */
  readonly vendor: string
  /** Loads the package when the model is first asked. */
  readonly load: () => Promise<LoadedModel>
  readonly settings: ProviderSettings
  /** Longest wait for one answer. */
  readonly timeoutMs: number
  /** Never shown or recorded, whatever a server echoes; more may come to light while it is asked. */
  readonly secrets: () => readonly string[]
}

/** One answer with what only a look at the model itself is about. */
export interface DetailedAnswer {
  readonly answer: Answer
  /** As the vendor names what answered; undefined where it does not say. */
  readonly servedModel?: string
}

/** A model behind a provider package, and the same with more to see. */
export interface ProviderModel extends Model {
  /** @throws as `ask` */
  askInDetail(ask: Ask): Promise<DetailedAnswer>
}

/** A model behind a provider package of the AI SDK. Retries are the runner's; this asks once. */
export function providerModel(options: ProviderModelOptions): ProviderModel {
  let loaded: Promise<LoadedModel> | undefined
  async function askInDetail(ask: Ask): Promise<DetailedAnswer> {
    ask.signal.throwIfAborted()
    loaded ??= options.load()
    const result = await generate(await loaded, ask, options)
    refuseIgnored(result.warnings, options)
    const quota = quotaIn(result.response?.headers ?? {}, Date.now())
    const hide = (text: string) => hideKeys(text, options.secrets())
    const answer = answerOf({ ...result, content: result.content.map((part) => withoutKeys(part, hide)) }, ask)
    const named = result.response?.modelId
    const servedModel = named === undefined ? undefined : hide(named).replaceAll(/\p{Cc}/gu, ' ')
    return {
      answer: { ...answer, ...(quota !== undefined && { quota }) },
      ...(servedModel !== undefined && { servedModel }),
    }
  }
  return { askInDetail, ask: async (ask) => (await askInDetail(ask)).answer }
}

/** Some gateways echo the key they were asked with. What a vendor wants back word for word stays as it is. */
function withoutKeys(part: LanguageModelV4Content, hide: (text: string) => string): LanguageModelV4Content {
  if (part.type === 'text' || part.type === 'reasoning') return { ...part, text: hide(part.text) }
  return part.type === 'tool-call' ? { ...part, input: hide(part.input) } : part
}

async function generate(
  loaded: LoadedModel,
  ask: Ask,
  { vendor, settings, timeoutMs, secrets }: ProviderModelOptions,
): Promise<LanguageModelV4GenerateResult> {
  const timeout = AbortSignal.timeout(timeoutMs)
  try {
    await loaded.signIn?.()
    const call = callOf(loaded, ask, settings)
    const abortSignal = AbortSignal.any([ask.signal, timeout])
    const result =
      settings.stream === true
        ? await assembled(await loaded.model.doStream({ ...call, abortSignal }), abortSignal)
        : await loaded.model.doGenerate({ ...call, abortSignal })
    const broken = brokenIn(result)
    if (broken !== undefined) throw new ModelError(vendor, 200, true, `reply: ${broken}`)
    return result
  } catch (error) {
    if (ask.signal.aborted) throw ask.signal.reason
    if (timeout.aborted) throw new ModelError(vendor, undefined, true, `gave no answer within ${timeoutMs / 1_000} s`)
    // Loaded where needed: a start that asks nothing needs no provider package.
    throw (await import('./failure.js')).failureOf(error, vendor, secrets())
  }
}

/** What keeps a result from being the turn of a model, if anything does. */
function brokenIn({ finishReason, content, usage }: LanguageModelV4GenerateResult): string | undefined {
  // Gateways say so when what stands behind them broke in the middle of an answer.
  if (finishReason.unified === 'interrupted' || finishReason.raw === 'error') return 'broken off'
  const isEmpty = content.length === 0 && finishReason.raw === undefined && usage.raw === undefined
  return isEmpty ? 'empty; expected an answer of its protocol' : undefined
}

function callOf(loaded: LoadedModel, ask: Ask, settings: ProviderSettings): LanguageModelV4CallOptions {
  const { maxOutputTokens, temperature, reasoning, toolChoice, options = {} } = settings
  const { mostSeed, optionsKey, ownOptions = {}, marksErrors = true } = loaded
  const providerOptions: SharedV4ProviderOptions = JSON.parse(
    JSON.stringify({ [optionsKey]: { ...ownOptions, ...options } }),
  )
  return {
    prompt: promptOf(ask.messages, marksErrors),
    maxOutputTokens,
    seed: mostSeed === undefined ? ask.seed : ask.seed % (mostSeed + 1),
    providerOptions,
    ...(ask.tools.length > 0 && { tools: toolsOf(ask.tools), toolChoice: { type: toolChoice ?? 'auto' } }),
    ...(temperature !== undefined && { temperature }),
    ...(reasoning !== undefined && { reasoning }),
  }
}

/**
 * A setting that a package leaves out would make the record say what was not done.
 *
 * @throws ConfigError that names the first setting that was stated and not sent
 */
function refuseIgnored(warnings: readonly SharedV4Warning[], { settings, vendor }: ProviderModelOptions): void {
  for (const name of ['temperature', 'reasoning', 'toolChoice'] as const) {
    const stated = settings[name]
    const warning = warnings.find((given) => 'feature' in given && given.feature === name)
    if (stated === undefined || warning === undefined) continue
    const why = 'details' in warning && warning.details !== undefined ? `: ${warning.details}` : ''
    throw new ConfigError(name, stated, `a setting that ${vendor} takes as it is${why}`)
  }
}
