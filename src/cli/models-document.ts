import type { ModelFact } from '../config/index.js'
import { count, counted, dateWords, type Price, type Provenance, usd } from '../domain/index.js'
import { styleFor, type TerminalOptions, wrapText } from '../report/index.js'
import type { FoundServer } from './found.js'
import type { ModelTest } from './model-test.js'

/** What `leadline models` shows. */
export interface ModelsDocument {
  readonly schemaVersion: 1
  readonly kind: 'models'
  /** ISO date and time. */
  readonly createdAt: string
  /** Configured and named systems, in that order; then, where they were asked, the first model of each server. */
  readonly systems: readonly ModelEntry[]
  readonly vendors: readonly VendorEntry[]
  /** Model servers that answered. */
  readonly servers: readonly FoundServer[]
  /** Where prices and lengths come from that no system states. */
  readonly facts: { readonly date: string; readonly hash: string; readonly models: number }
  /** Address of the proxy that requests go through, without its user and password. */
  readonly proxy?: string
}

/** One system. */
export interface ModelEntry {
  /** As it is configured or named. */
  readonly name: string
  /** As reports call it; undefined where it cannot be opened. */
  readonly label?: string
  /** Why it cannot be asked; undefined where it can. */
  readonly missing?: string
  readonly price?: Price
  /** `stated` with the system, or where the price was found. */
  readonly priceSource?: Pick<ModelFact, 'source' | 'date'> | 'stated'
  /** Longest conversation, in tokens. */
  readonly contextTokens?: number
  readonly provenance: Provenance
  readonly test?: ModelTest
}

/** What the environment holds for one vendor; never a value. */
export interface VendorEntry {
  readonly name: string
  readonly title: string
  /** True where all that it needs is set. */
  readonly isReady: boolean
  /** Sets of variables; all of one set let it be asked. */
  readonly needs: readonly (readonly { readonly name: string; readonly isSet: boolean }[])[]
  /** Package that has to be installed for it, where it is not. */
  readonly install?: string
}

/** The document as text for people. */
export function renderModels(document: ModelsDocument, look: TerminalOptions): string {
  const { bold, dim } = styleFor(look)
  const { systems, vendors, servers, facts, proxy } = document
  const sources = [
    `Prices and lengths that no system states: ${counted(facts.models, 'model')}, ${dateWords(facts.date)}, ${facts.hash.slice(0, 8)}.`,
    ...(proxy === undefined ? [] : [`Requests go through ${proxy}.`]),
  ]
  const wrapped = (lines: readonly string[], indent: string) =>
    lines.map((line) => wrapText(line, look.columns, indent))
  const lines = [
    ...(systems.length === 0 ? [] : [bold('Systems'), ...wrapped(systems.flatMap(systemLines), '      '), '']),
    bold('Keys in the environment (values are never shown)'),
    ...vendors.flatMap(vendorLines),
    '',
    bold('Model servers that answer'),
    ...(servers.length === 0
      ? ['  none at the usual ports of this machine']
      : wrapped(servers.map(serverLine), '    ')),
    '',
    ...wrapped(sources, '  ').map(dim),
  ]
  return `${lines.join('\n')}\n`
}

const NAME_WIDTH = 12
const STATE_WIDTH = 8

function vendorLines({ name, isReady, needs, install }: VendorEntry): string[] {
  const sets = needs.map((names) =>
    names.map(({ name: variable, isSet }) => `${variable}${isSet ? ' (set)' : ''}`).join(', '),
  )
  const lines = sets.map((set, place) => {
    const head = place === 0 ? `${name.padEnd(NAME_WIDTH)}${(isReady ? 'ready' : 'no key').padEnd(STATE_WIDTH)}` : ''
    return `  ${head.padEnd(NAME_WIDTH + STATE_WIDTH)}${place === 0 ? '' : 'or '}${set}`
  })
  return install === undefined ? lines : [...lines, `  ${''.padEnd(NAME_WIDTH + STATE_WIDTH)}npm install ${install}`]
}

function serverLine({ name, url, models }: FoundServer): string {
  const shown = models.slice(0, 5).join(', ')
  const rest = models.length > 5 ? ` and ${models.length - 5} more` : ''
  return `  ${name} at ${url}: ${models.length === 0 ? 'no model' : `${shown}${rest}`}`
}

function systemLines(entry: ModelEntry): string[] {
  const { name, label = name, missing, test, provenance, contextTokens } = entry
  const known = [
    priceWords(entry),
    ...(contextTokens === undefined ? [] : [`conversation up to ${count(contextTokens)} tokens`]),
    provenanceWords(provenance),
  ]
  return [
    `  ${label}`,
    ...(missing === undefined ? [] : [`    cannot be asked: ${missing}`]),
    `    ${known.join('; ')}`,
    ...(test === undefined || missing !== undefined ? [] : [`    ${testWords(test)}`]),
  ]
}

function priceWords({ price, priceSource }: ModelEntry): string {
  if (price === undefined) return 'price unknown'
  const { inputUsdPerMillion, outputUsdPerMillion } = price
  const source =
    priceSource === undefined || priceSource === 'stated' ? 'as stated' : `${priceSource.source}, ${priceSource.date}`
  return `${usd(inputUsdPerMillion)} in and ${usd(outputUsdPerMillion)} out a million tokens (${source})`
}

function provenanceWords({ kind, source, date }: Provenance): string {
  const said = [source, date].filter((part) => part !== undefined)
  return `provenance ${kind}${said.length === 0 ? '' : ` (${said.join(', ')})`}`
}

const TOOL_WORDS = {
  'as-asked': 'called the tool as asked',
  otherwise: 'called otherwise than asked',
  none: 'called no tool',
} as const

function testWords(test: ModelTest): string {
  if (test.kind === 'failed') return `failed: ${test.message}`
  const { latencyMs, usage, costUsd, toolCall, showsReasoning, servedModel } = test
  const parts = [
    `answered in ${count(latencyMs)} ms`,
    tokenWords(usage?.inputTokens, usage?.outputTokens),
    costUsd === undefined ? 'cost unknown' : usd(costUsd),
    TOOL_WORDS[toolCall],
    ...(showsReasoning ? ['shows its reasoning'] : []),
    ...(servedModel === undefined ? [] : [`served by ${servedModel}`]),
  ]
  return parts.join(', ')
}

function tokenWords(input: number | undefined, output: number | undefined): string {
  if (input === undefined && output === undefined) return 'tokens not reported'
  const shown = (value: number | undefined) => (value === undefined ? '?' : count(value))
  return `${shown(input)} tokens in and ${shown(output)} out`
}
