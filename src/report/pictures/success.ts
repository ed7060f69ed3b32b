import {
  count,
  counted,
  type Estimate,
  mirrored,
  type PairComparison,
  percent,
  type SystemSuccess,
} from '../../domain/index.js'
import type { Chart } from '../charts/chart.js'
import type { ForestRow } from '../charts/forest-chart.js'
import type { ForestAxis } from '../charts/forest-scale.js'
import { GAP_TONES, type Tone } from '../charts/marker.js'
import type { ReportDocument } from '../document.js'
import { shortNames } from '../names.js'
import { estimateWords, gapWords, pairCounts } from '../sentences.js'
import { bySuccess, groupBy, referenceOf, sliceNames, splitSlices, toneOf, withShortNames } from './slices.js'

/** Rows of one picture at most, so that it fits a sheet of paper. */
const MOST_ROWS = 20

/** Pictures of the whole work and its sides, and of single families. */
export interface SlicedCharts {
  readonly overall: readonly Chart[]
  readonly families: readonly Chart[]
}

/** Success of every system by slice. */
export function successCharts(document: ReportDocument): SlicedCharts {
  const { overall, families } = splitSlices(document.analysis?.successes ?? [])
  return {
    overall: successPictures(document, overall, { id: 'success', title: 'Success of each system' }),
    families: successPictures(document, families, { id: 'success-family', title: 'Success, by task family' }),
  }
}

/** Gap of every system to the reference by slice. */
export function gapCharts(document: ReportDocument): SlicedCharts {
  const reference = referenceOf(document)
  const name = reference === undefined ? 'the reference' : shortNames(document)(reference)
  const { overall, families } = splitSlices(document.analysis?.pairs ?? [])
  return {
    overall: gapPictures(document, overall, { id: 'gap', title: `Gap to ${name}` }),
    families: gapPictures(document, families, { id: 'gap-family', title: `Gap to ${name}, by task family` }),
  }
}

interface PictureName {
  readonly id: string
  readonly title: string
}

function successPictures(document: ReportDocument, found: readonly SystemSuccess[], name: PictureName): Chart[] {
  const required = document.decision?.requiredSuccess
  const titleOf = sliceNames(document)
  const sorted = [...found].sort(bySuccess(document))
  const groups = groupBy(withShortNames(document, sorted), ({ slice }) => titleOf(slice)).map(({ key, members }) => ({
    title: key,
    rows: members.map((row) => successRow(row, required)),
  }))
  return chunked(
    orderedLike(
      found.map(({ slice }) => titleOf(slice)),
      groups,
    ),
    name,
    {
      axis: {
        kind: 'percent',
        ...(required !== undefined && { mark: required, markWords: `required ${percent(required)}` }),
      },
      tones: {
        behind: 'below the requirement',
        ahead: 'meets the requirement',
        even: 'success with its interval',
        unsure: required === undefined ? 'cannot tell' : 'cannot tell yet',
      },
    },
  )
}

function successRow(row: SystemSuccess, required: number | undefined): ForestRow {
  return {
    label: row.system,
    detail: `${count(row.solved)} solved of ${counted(row.success.trials, 'trial')}`,
    estimate: row.success,
    tone: fitTone(row.success, required),
    words: estimateWords(row.success, percent),
  }
}

function fitTone(success: Estimate, required: number | undefined): Tone {
  if (success.kind === 'undetermined') return 'unsure'
  if (required === undefined) return 'even'
  if (success.low >= required) return 'ahead'
  return success.high < required ? 'behind' : 'unsure'
}

function gapPictures(document: ReportDocument, found: readonly PairComparison[], name: PictureName): Chart[] {
  const titleOf = sliceNames(document)
  const sorted = [...found].sort(bySuccess(document))
  const groups = groupBy(withShortNames(document, sorted), ({ slice }) => titleOf(slice)).map(({ key, members }) => ({
    title: key,
    rows: members.map(gapRow),
  }))
  return chunked(
    orderedLike(
      found.map(({ slice }) => titleOf(slice)),
      groups,
    ),
    name,
    {
      axis: { kind: 'points', mark: 0, ends: { left: '← points behind', right: 'points ahead →' } },
      tones: GAP_TONES,
    },
  )
}

function gapRow(pair: PairComparison): ForestRow {
  const better = mirrored(pair.difference)
  return {
    label: pair.system,
    detail: pairCounts(pair),
    estimate: better,
    tone: toneOf(pair.correctedVerdict, better),
    words: gapWords(pair.difference),
  }
}

interface Group {
  readonly title: string
  readonly rows: readonly ForestRow[]
}

function orderedLike(titles: readonly string[], groups: readonly Group[]): readonly Group[] {
  return [...groups].sort((a, b) => titles.indexOf(a.title) - titles.indexOf(b.title))
}

/** Several pictures on one scale where one would not fit a sheet; none where there is nothing to show. */
function chunked(
  groups: readonly Group[],
  { id, title }: PictureName,
  look: { readonly axis: ForestAxis; readonly tones: Readonly<Record<Tone, string>> },
): Chart[] {
  const chunks: Group[][] = []
  let rows = MOST_ROWS
  for (const group of groups) {
    if (rows + group.rows.length > MOST_ROWS) {
      chunks.push([])
      rows = 0
    }
    chunks.at(-1)?.push(group)
    rows += group.rows.length
  }
  const shared = groups.flatMap((group) => group.rows.map(({ estimate }) => estimate))
  return chunks.map((own, index) => ({
    kind: 'forest',
    props: {
      id: index === 0 ? id : `${id}-${index}`,
      title: index === 0 ? title : `${title}, continued`,
      description: own
        .flatMap((group) => group.rows.map(({ label, words }) => `${label}, ${group.title}: ${words}.`))
        .join(' '),
      axis: { ...look.axis, shared },
      tones: look.tones,
      groups: own,
    },
  }))
}
