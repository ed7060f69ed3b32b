import { ConfigError, type GateWord } from '../../domain/index.js'
import { eBenjaminiHochberg } from '../../estimate/index.js'
import { type StopBounds, stopBounds } from './bounds.js'
import { decideGate, type GateDecision, type GateLaunch } from './decide-gate.js'
import { designGate, type GateDesign, type GateRule } from './design.js'
import { expectedToSettle } from './expected-to-settle.js'

/** One system for one scope of work, with what was launched so far. */
export interface MatrixCell {
  readonly system: string
  readonly scope: string
  /** By launch index; empty where nothing was launched. */
  readonly launches: readonly GateLaunch[]
  /** Cost of one trial in US dollars; systems without a price count as the dearest. */
  readonly trialUsd?: number
}

/** The rule of a matrix, worked out once for all its recounts. */
export interface MatrixRule {
  readonly design: GateDesign
  readonly bounds: StopBounds
  /** Cells that the matrix has, tried or not. */
  readonly cells: number
  /** False discovery rate over all cells, in (0, 1); each cell decides for itself where left out. */
  readonly strictQ?: number
}

/** How a matrix is worked through. */
export interface MatrixOptions {
  readonly rule: MatrixRule
  /** From narrow to broad. */
  readonly scopes: readonly string[]
  /**
   * `cheapest-first`: for each scope from the cheapest system up, until one is trusted. `all`: every cell.
   */
  readonly order: 'cheapest-first' | 'all'
  /** Whether a system that failed a narrower scope is taken to fail a broader one; an assumption, and marked as one. */
  readonly skipsBroader?: boolean
}

/** Where a cell stands. */
export interface CellVerdict {
  readonly system: string
  readonly scope: string
  readonly word: GateWord
  /**
   * `settled`: final. `open`: its next trials are wanted now. `waiting`: for a cheaper system or a narrower scope.
   * `not-needed`: a cheaper system is trusted here. `assumed`: failed a narrower scope and was not tried.
   */
  readonly state: 'settled' | 'open' | 'waiting' | 'not-needed' | 'assumed'
  readonly decision: GateDecision
  /** Cost of one trial in US dollars; absent where it is not known. */
  readonly trialUsd?: number
}

/** Decisions over models and scopes. */
export interface MatrixDecision {
  readonly design: GateDesign
  /** All of them, in the order given. */
  readonly cells: readonly CellVerdict[]
  /** Open cells, those that are settled for the least money first. */
  readonly next: readonly CellVerdict[]
  /** True where no cell is open. */
  readonly isFinal: boolean
  /** Cells trusted although they must not be: at most this many, on average; alpha times the cells tried. */
  readonly expectedFalseTrusts: number
}

/**
 * Works the rule of a matrix out.
 *
 * @param options.strictQ strict mode: false discovery rate over all cells, such as 0.10; each cell decides for itself
 * where left out
 * @throws ConfigError as `designGate`, or where there is no cell
 * @source statistics specification 6.6; strict mode by e-BH (Wang & Ramdas 2022)
 */
export function designMatrix(
  cells: number,
  options: { readonly rule?: Partial<GateRule>; readonly strictQ?: number } = {},
): MatrixRule {
  const { rule, strictQ } = options
  if (!Number.isInteger(cells) || cells < 1) throw new ConfigError('cells', cells, 'a whole number from 1')
  if (strictQ !== undefined && !(strictQ > 0 && strictQ < 1)) {
    throw new ConfigError('strictQ', strictQ, 'a share above 0 and below 1')
  }
  // With alpha = q / K a cell that its own gate trusts is trusted by e-BH whatever the others do.
  const design = designGate(strictQ === undefined ? rule : { ...rule, alpha: strictQ / cells, levels: 'ville' })
  return { design, bounds: stopBounds(design), cells, ...(strictQ !== undefined && { strictQ }) }
}

/**
 * Decides on every cell and says which to run next. A recount: the same launches give the same answer.
 *
 * @throws ConfigError where a cell names an unknown scope, or stands twice, or there are more than the rule counts
 * @source statistics specification 6.6
 */
export function decideMatrix(cells: readonly MatrixCell[], options: MatrixOptions): MatrixDecision {
  const { scopes, order, rule } = options
  const { design, bounds, strictQ } = rule
  checkCells(cells, options)
  const decided = cells.map((cell) => ({ cell, decision: decideGate(cell.launches, design, { bounds }) }))
  const trusted = strictQ === undefined ? undefined : strictlyTrusted(decided, strictQ, rule.cells)
  const verdicts = decided.map(({ cell: { system, scope, trialUsd }, decision }, index): CellVerdict => {
    const isStrict = decision.isFinal && trusted?.[index] === true
    const state = decision.isFinal ? 'settled' : 'open'
    const price = trialUsd === undefined ? {} : { trialUsd }
    return { system, scope, word: isStrict ? 'TRUST' : decision.word, state, decision, ...price }
  })
  const ordered = order === 'all' ? verdicts : lazily(verdicts, scopes, options.skipsBroader ?? true)
  const open = ordered.filter(({ state }) => state === 'open')
  return {
    design,
    cells: ordered,
    next: byCostToSettle(open, design, bounds),
    isFinal: open.length === 0,
    expectedFalseTrusts: design.alpha * decided.filter(({ decision }) => decision.trials > 0).length,
  }
}

function checkCells(cells: readonly MatrixCell[], { scopes, rule }: MatrixOptions): void {
  if (cells.length > rule.cells)
    throw new ConfigError('cells', cells.length, `at most ${rule.cells}, as the rule counts`)
  const seen = new Set<string>()
  for (const { system, scope } of cells) {
    if (!scopes.includes(scope)) throw new ConfigError('scope', scope, `one of ${scopes.join(', ')}`)
    const key = JSON.stringify([system, scope])
    if (seen.has(key)) throw new ConfigError('cells', key, 'each system and scope only once')
    seen.add(key)
  }
}

/** Cells that are not in the list yet count with an e-value of 1. */
function strictlyTrusted(
  decided: readonly { readonly decision: GateDecision }[],
  q: number,
  cells: number,
): readonly boolean[] {
  const logs = decided.map(({ decision }) => decision.evidence.trust)
  return eBenjaminiHochberg([...logs, ...Array.from({ length: cells - logs.length }, () => 0)], q)
}

/** Narrow scopes first, and within each from the cheapest system up; in the order of the cells given. */
function lazily(verdicts: readonly CellVerdict[], scopes: readonly string[], skipsBroader: boolean): CellVerdict[] {
  const placed = new Map<CellVerdict, CellVerdict>()
  const failed = new Set<string>()
  const pending = new Set<string>()
  for (const scope of scopes) {
    let front: 'trying' | 'trusted' | 'busy' = 'trying'
    for (const verdict of verdicts.filter((entry) => entry.scope === scope).sort(byPrice)) {
      const { system, decision, word } = verdict
      if (front === 'trusted') placed.set(verdict, { ...verdict, state: 'not-needed' })
      else if (front === 'busy') {
        if (!decision.isFinal) pending.add(system)
        placed.set(verdict, { ...verdict, state: decision.isFinal ? 'settled' : 'waiting' })
      } else if (skipsBroader && failed.has(system) && decision.trials === 0) {
        placed.set(verdict, { ...verdict, state: 'assumed', word: 'DO NOT TRUST' })
      } else if (decision.isFinal) {
        placed.set(verdict, verdict)
        if (word === 'TRUST') front = 'trusted'
        else failed.add(system)
      } else {
        const waits = skipsBroader && pending.has(system)
        placed.set(verdict, { ...verdict, state: waits ? 'waiting' : 'open' })
        pending.add(system)
        front = 'busy'
      }
    }
  }
  return verdicts.map((verdict) => placed.get(verdict) ?? verdict)
}

function byPrice(a: CellVerdict, b: CellVerdict): number {
  const [first, second] = [a.trialUsd ?? Number.POSITIVE_INFINITY, b.trialUsd ?? Number.POSITIVE_INFINITY]
  if (first !== second) return first < second ? -1 : 1
  return a.system < b.system ? -1 : 1
}

function byCostToSettle(open: readonly CellVerdict[], design: GateDesign, bounds: StopBounds): CellVerdict[] {
  const costOf = ({ decision, trialUsd }: CellVerdict) => expectedToSettle(decision, design, bounds) * (trialUsd ?? 1)
  return open
    .map((cell) => ({ cell, cost: costOf(cell) }))
    .sort((a, b) => a.cost - b.cost || byPrice(a.cell, b.cell))
    .map(({ cell }) => cell)
}
