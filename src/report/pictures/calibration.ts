import { type Estimate, type PairTruth, percent, type RateRow, type ZooCheck } from '../../domain/index.js'
import { hitsWords, PAIR_TITLES, PAIR_TRUTHS, statedWords, taughtBy, togetherIn } from '../calibration/zoo-words.js'
import type { Chart } from '../charts/chart.js'
import type { ForestRow } from '../charts/forest-chart.js'
import { NEVER_WORDS } from '../manifold/words.js'

type Found = Pick<RateRow, 'rate' | 'low' | 'high' | 'studies'> & { readonly isHeld?: boolean }

/** How often each pair of the zoo is found, beside how often it may be or has to be. */
export function calibrationChart(check: ZooCheck): Chart {
  const groups = PAIR_TRUTHS.flatMap((truth) => {
    const own = check.pairs.filter((pair) => pair.truth === truth)
    if (own.length === 0) return []
    const all = togetherIn(check, truth)
    const bound = own[0]?.bound
    return [
      {
        title: PAIR_TITLES[truth],
        ...(bound !== undefined && { mark: { at: bound, words: markWords(truth, bound) } }),
        rows: [
          ...own.map((pair) => rowOf(pair, pair.system, `learned from ${taughtBy(pair.descent)}`)),
          ...(all === undefined || own.length < 2 ? [] : [rowOf(all, 'together', `${own.length} pairs`)]),
        ],
      },
    ]
  })
  const { reference, studies, samples, sizes } = check
  return {
    kind: 'forest',
    props: {
      id: 'calibration',
      title: 'False alarms and power on the zoo',
      description: `${wordsOf(check)} ${NEVER_WORDS}`,
      axis: { kind: 'percent', ends: { left: 'share of studies', right: 'that establish a shadow' } },
      tones: {
        behind: 'not as stated',
        ahead: 'as stated',
        even: 'as stated',
        unsure: 'nothing was stated',
      },
      groups,
      notes: [
        NEVER_WORDS,
        `${studies} studies; in each every model beside ${reference} on ${samples.narrow} samples of ${sizes.narrow} reference calls and ${samples.long} of ${sizes.long}. Bars: exact 99 % intervals.`,
      ],
    },
  }
}

function markWords(truth: PairTruth, bound: number): string {
  return truth === 'null' ? `at most ${percent(bound)}` : `at least ${percent(bound)}`
}

function rowOf(found: Found, label: string, detail: string): ForestRow {
  const { rate, low, high, studies, isHeld } = found
  const words = `${hitsWords(found)} (${percent(low)} to ${percent(high)})`
  const tone = isHeld === undefined ? 'unsure' : isHeld ? 'even' : 'behind'
  return { label, detail, estimate: shareOf({ rate, low, high, studies }), tone, words }
}

function shareOf({ rate, low, high, studies }: Found): Estimate {
  const basis = {
    method: 'clopper-pearson',
    level: 0.99,
    samples: studies,
    trials: studies,
    excluded: {},
    warnings: [],
  }
  return { kind: 'determined', value: rate, low, high, ...basis }
}

function wordsOf({ pairs }: ZooCheck): string {
  return pairs
    .map((pair) => {
      const stated = statedWords(pair.truth, pair.bound)
      return `${pair.system}: ${hitsWords(pair)} studies${stated === '' ? '' : `, stated ${stated}`}.`
    })
    .join(' ')
}
