import { judgePairs, judgeTogether, type KnownPair, type PairStudy, type ZooStudy } from '../../src/calibrate/index.js'
import type { PairTruth, ZooCheck } from '../../src/domain/index.js'

/** A pair whose truth is known. */
export function aPair(system: string, truth: PairTruth, teacher?: string): KnownPair {
  const ancestors = teacher === undefined ? [] : [teacher]
  return {
    system,
    truth,
    descent: { ancestors, ...(teacher !== undefined && { teacher }), words: `Made as ${truth}.` },
  }
}

/** What one study said of a pair. */
export function aPairStudy(
  system: string,
  verdict: PairStudy['verdict'],
  { shadow = 0.5, narrow = 0 }: { readonly shadow?: number; readonly narrow?: number } = {},
): PairStudy {
  return { system, verdict, shadow, gaps: { narrow: gapsOf(narrow), long: gapsOf(narrow + shadow) } }
}

/** Sixteen samples, each solved or not by the one and the other, with about this mean difference. */
function gapsOf(mean: number): readonly number[] {
  const apart = Math.round(16 * Math.abs(mean))
  return Array.from({ length: 16 }, (_, index) => (index < apart ? Math.sign(mean) : 0))
}

/** Studies whose verdicts on each pair are made up, one after another. */
export function madeUpStudies(count: number, pairsOf: (index: number) => readonly PairStudy[]): readonly ZooStudy[] {
  return Array.from({ length: count }, (_, index) => ({ trials: 64, pairs: pairsOf(index), counts: [] }))
}

const KNOWN = [
  aPair('teacher-again', 'null'),
  aPair('teacher-2', 'null'),
  aPair('student-narrow', 'true', 'teacher'),
  aPair('independent-small', 'true'),
  aPair('student-wide', 'open', 'teacher'),
]
const STUDIES = madeUpStudies(20, (index) => [
  aPairStudy('teacher-again', 'not-established', { shadow: 0.02 * (index % 3) }),
  aPairStudy('teacher-2', index === 7 ? 'established' : 'established-equivalent', { shadow: index === 7 ? -0.3 : 0 }),
  aPairStudy('student-narrow', 'established', { shadow: 0.5 + 0.01 * index }),
  aPairStudy('independent-small', index < 3 ? 'undetermined' : 'established', { shadow: 0.4 + 0.02 * index }),
  aPairStudy('student-wide', index % 2 === 0 ? 'not-established' : 'undetermined', { shadow: 0.01 * index }),
])
const basis = { method: 'newcombe-independent', level: 0.99, samples: 560, trials: 560, excluded: {}, warnings: [] }

/** A check of the zoo with every field that its type allows. */
export const ZOO_CHECK: ZooCheck = {
  reference: 'teacher',
  descent: aPair('teacher', 'open').descent,
  studies: STUDIES.length,
  trials: 1_280,
  sizes: { narrow: 10, long: 60 },
  samples: { narrow: 16, long: 16 },
  controlFailure: 0.2,
  pairs: judgePairs(STUDIES, KNOWN),
  rates: judgeTogether(STUDIES, KNOWN),
  competence: [
    {
      system: 'teacher',
      stratum: 'long',
      size: 60,
      planted: { solved: 360, trials: 400 },
      recovered: { solved: 140, trials: 160 },
      difference: { kind: 'determined', value: 0.025, low: -0.045, high: 0.115, ...basis },
      isRecovered: true,
    },
    {
      system: 'student-narrow',
      stratum: 'narrow',
      size: 10,
      planted: { solved: 400, trials: 400 },
      recovered: { solved: 0, trials: 0 },
      difference: { kind: 'undetermined', reason: 'no-data', ...basis },
      isRecovered: false,
    },
  ],
}
