import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { emptyFolder, leadline } from '../support/command.js'
import { startStrictVendor } from '../support/strict-vendors.js'

const PROBES = ['tool-renamed', 'history-lost', 'history-summarised', 'agent-restarted']

const KEY = 'sk-planted-5f0c2d7be19a4463'

test.each([
  ['anthropic:claude-sonnet-5', 'messages'],
  ['openai:gpt-6-sol', 'responses'],
  ['google:gemini-3-pro', 'generate'],
] as const)(
  'a study of %s, whose vendor wants its reasoning back with every turn, runs with forks to its end',
  async (model, speaks) => {
    const vendor = await startStrictVendor(speaks)
    try {
      const cwd = emptyFolder()
      const price = { inputUsdPerMillion: 1, outputUsdPerMillion: 10, cacheReadUsdPerMillion: 0.1 }
      const config = {
        name: 'strict',
        systems: [{ model, baseUrl: vendor.url, price }],
        reference: model,
        tasks: { families: ['harbour-open'], forms: [{ stratum: 'narrow', size: 6, samples: 2 }] },
        // What is left of a conversation has to be one that its vendor takes, too.
        probes: PROBES.map((intervention) => ({ intervention, trigger: 0.5 })),
        repeats: 1,
        gate: { solved: 0, of: 1 },
        budgetUsd: 5,
      }
      writeFileSync(join(cwd, 'study.json'), JSON.stringify(config))
      const env = { ANTHROPIC_API_KEY: KEY, OPENAI_API_KEY: KEY, GEMINI_API_KEY: KEY }
      const { code, stdout, stderr } = await leadline(['probe', '--config', 'study.json', '--yes', '--json'], {
        cwd,
        env,
      })
      expect(vendor.seen.refused).toEqual([])
      expect(code, stderr).toBe(0)
      const { trials, exclusions, counts } = JSON.parse(stdout)
      expect(exclusions).toEqual([])
      const arms = Map.groupBy(trials, ({ arm }: { readonly arm: string }) => arm)
      expect([...arms].map(([arm, { length }]) => [arm, length]).toSorted()).toEqual([
        ['baseline', 2],
        ['sham', 2 * PROBES.length],
        ['varied', 2 * PROBES.length],
      ])
      expect(trials.filter(({ outcome }: { readonly outcome: string }) => outcome === 'solved').length).toBeGreaterThan(
        3,
      )
      // 100 fresh and 900 cached tokens in, 20 out.
      expect(counts.spentUsd).toBeCloseTo((vendor.seen.answered * (100 + 90 + 200)) / 1e6, 9)
    } finally {
      await vendor.close()
    }
  },
  120_000,
)
