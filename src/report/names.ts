import type { ReportDocument } from './document.js'

/** A system's label as model and the rest: `name (host, agent)` gives both parts. */
export function splitLabel(label: string): { readonly name: string; readonly rest?: string } {
  const match = /^(.+?) \((.+)\)$/.exec(label)
  const name = match?.[1]
  const rest = match?.[2]
  return name === undefined || rest === undefined ? { name: label } : { name, rest }
}

/** Names for running text: the model alone where that tells all systems of the document apart, else the whole label. */
export function shortNames(document: ReportDocument): (label: string) => string {
  const labels = new Set(systemsOf(document))
  const uses = new Map<string, number>()
  for (const label of labels) {
    const { name } = splitLabel(label)
    uses.set(name, (uses.get(name) ?? 0) + 1)
  }
  return (label) => {
    const { name } = splitLabel(label)
    return (uses.get(name) ?? 0) > 1 ? label : name
  }
}

/** Labels of all systems that the document speaks of, each once, in order of first appearance. */
export function systemsOf(document: ReportDocument): readonly string[] {
  const { decision, analysis, interventions, behaviours, manifold } = document
  return [
    ...new Set([
      ...(decision?.cells.map((cell) => cell.system) ?? []),
      ...(analysis?.successes.map((finding) => finding.system) ?? []),
      ...(analysis?.pairs.flatMap((finding) => [finding.reference, finding.system]) ?? []),
      ...(analysis?.shadows.map((finding) => finding.system) ?? []),
      ...(analysis?.survival.map((finding) => finding.system) ?? []),
      ...(analysis?.horizons.map((finding) => finding.system) ?? []),
      ...(interventions?.map((finding) => finding.system) ?? []),
      ...(behaviours?.map((mix) => mix.system) ?? []),
      ...(manifold === undefined ? [] : [manifold.reference, ...manifold.systems]),
    ]),
  ]
}

/** The document with its systems named for running text, wherever their labels stand. */
export function inShortNames(document: ReportDocument): ReportDocument {
  const nameOf = shortNames(document)
  const long = longLabels(document).sort((a, b) => b.length - a.length)
  if (long.length === 0) return document
  const pattern = new RegExp(long.map((label) => label.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')).join('|'), 'g')
  return Object(inTexts(document, (text) => text.replaceAll(pattern, nameOf)))
}

/** Labels of the systems that running text calls by a shorter name. */
export function longLabels(document: ReportDocument): string[] {
  const nameOf = shortNames(document)
  return systemsOf(document).filter((label) => nameOf(label) !== label)
}

function inTexts(value: unknown, change: (text: string) => string): unknown {
  if (typeof value === 'string') return change(value)
  if (Array.isArray(value)) return value.map((one) => inTexts(one, change))
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([key, one]) => [change(key), inTexts(one, change)]))
}

/** The text with every label of a system in it shortened. */
export function shortened(text: string, labels: readonly string[], nameOf: (label: string) => string): string {
  return labels.reduce((words, label) => words.replaceAll(label, nameOf(label)), text)
}

/** The finding with its system named for running text. */
export function named<T extends { readonly system: string }>(finding: T, nameOf: (label: string) => string): T {
  return { ...finding, system: nameOf(finding.system) }
}
