import { join } from 'node:path'
import { expect, test } from 'vitest'
import { EXAMPLE_STRATA, readTables } from '../../src/import/index.js'
import { decide } from '../../src/route/index.js'
import { analyseOutcomes } from '../../src/shadow/index.js'
import { OPENHANDS_COLUMNS } from '../../src/wire/index.js'
import { withRecordedData } from '../support/recorded.js'

const COUNTS: Record<string, [string, string, string]> = {
  'DeepSeek-V3.2-Reasoner': ['46:22 (497)', '42:11 (165)', '2:0 (16)'],
  'GPT-5.2': ['37:27 (500)', '18:12 (165)', '0:2 (16)'],
  'Gemini-3-Pro': ['53:23 (500)', '53:12 (165)', '4:2 (16)'],
  'Kimi-K2-Thinking': ['54:18 (498)', '54:12 (165)', '4:0 (16)'],
  'MiniMax-M2.1': ['61:22 (500)', '55:8 (165)', '3:0 (16)'],
  'Qwen3-Coder-Next': ['70:20 (500)', '40:10 (165)', '3:1 (16)'],
  'claude-sonnet-4-5': ['38:26 (500)', '11:17 (165)', '4:0 (16)'],
}

const OPTIONS = { level: 0.95, margin: 0.1, seed: 1 }

test(
  'the recorded OpenHands table gives the counts that an independent script gave',
  withRecordedData(async (folder) => {
    const { rows } = await readTables([join(folder, 'openhands-index/outcomes.jsonl.gz')], {
      columns: { ...OPENHANDS_COLUMNS, strata: EXAMPLE_STRATA },
    })
    const { pairs, shadows } = analyseOutcomes(rows, {
      ...OPTIONS,
      reference: 'claude-opus-4-5',
      contrast: 'other-work',
    })
    for (const [name, wanted] of Object.entries(COUNTS)) {
      const got = ['swe-bench', 'gaia', 'commit0'].map((family) => {
        // A family that is a whole side of the contrast is looked at as that side.
        const slice = family === 'swe-bench' ? 'narrow' : family
        const pair = pairs.find((entry) => entry.system.startsWith(name) && entry.slice.name === slice)
        return `${pair?.discordant?.onlyReference}:${pair?.discordant?.onlySystem} (${pair?.pairs})`
      })
      expect(got, name).toEqual(wanted)
    }
    expect(shadows).toHaveLength(7)
    console.log(shadows.map(({ words }) => words.join(' ')).join('\n'))
  }),
)

test(
  'the derivative wins on telecom, and the words say so',
  withRecordedData(async (folder) => {
    const file = (name: string) => join(folder, `tau2-bench/${name}_default_gpt-4.1_1trials.json.gz`)
    const paths = ['gpt-4.1_airline', 'gpt-4.1_telecom', 'gpt-4.1-sft_airline', 'gpt-4.1-sft_telecom'].map(file)
    const { rows } = await readTables(paths)
    const systems = [...new Set(rows.map(({ system }) => system))].sort()
    const tuned = systems.find((system) => system.includes('sft')) ?? ''
    const base = systems.find((system) => system !== tuned) ?? ''
    const analysis = analyseOutcomes(rows, { ...OPTIONS, reference: base, contrast: 'longer-work' })
    const rate = (system: string, family: string) => {
      const found = analysis.successes.find(
        ({ system: own, slice }) => own === system && slice.name === family,
      )?.success
      return found?.kind === 'determined' ? found.value : undefined
    }
    expect(rate(base, 'airline')).toBeCloseTo(0.5)
    expect(rate(tuned, 'airline')).toBeCloseTo(0.65)
    expect(rate(base, 'telecom')).toBeCloseTo(0.45)
    expect(rate(tuned, 'telecom')).toBeCloseTo(0.75)
    const telecom = analysis.pairs.find(({ slice }) => slice.name === 'telecom')
    expect(telecom?.discordant).toMatchObject({ onlyReference: 0, onlySystem: 12 })
    expect(telecom?.verdict).toEqual({ kind: 'established' })
    const { cells } = decide(rows, {
      reference: base,
      requiredSuccess: 0.5,
      level: 0.95,
      provenances: {},
      scopeOf: (row) => row.family ?? 'all',
    })
    expect(cells.find(({ system, scope }) => system === tuned && scope === 'telecom')?.fit).toBe('fit')
  }),
)
