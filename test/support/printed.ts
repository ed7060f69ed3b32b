import { copyFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { beginRecord } from './begun-record.js'
import { type CommandResult, leadline } from './command.js'
import { commandHere } from './command-here.js'
import {
  writeCanaries,
  writeOutcomes,
  writePublished,
  writeServed,
  writeServedOfStudy,
  writeStudy,
} from './tiny-inputs.js'
import { writeTraces } from './traces/write.js'

/** A command run once for people and once for programs. */
export interface Printed {
  readonly text: CommandResult
  readonly json: CommandResult
}

/** Every command that prints a document and needs no network, in an order in which each finds what it needs. */
export const PRINTING = [
  'shadow',
  'audit',
  'null',
  'decide',
  'followed',
  'plan',
  'probe',
  'report',
  'diff',
  'interventions',
  'settling',
  'settled',
  'import',
  'sessions',
  'suggest',
  'task-check',
  'trials',
  'trial',
  'rescore',
  'cancel',
  'manifold',
] as const

/** Runs every printing command on small inputs. */
export async function printAll(cwd: string): Promise<ReadonlyMap<string, Printed>> {
  const outcomes = writeOutcomes(cwd)
  const study = writeStudy(cwd, { budgetUsd: 4.5 })
  const tables = [outcomes, '--reference', 'big', '--stratum', 'narrow=sort,merge', '--stratum', 'long=port,migrate']
  const printed = new Map<string, Printed>()
  const printPackaged = async (name: (typeof PRINTING)[number], words: readonly string[]) => {
    const text = await leadline(words, { cwd })
    printed.set(name, { text, json: await leadline([...words, '--json'], { cwd }) })
  }
  // In this process, which is quicker; others show that the package does the same.
  const printHere = async (name: (typeof PRINTING)[number], words: readonly string[], ready = () => {}) => {
    ready()
    const text = await commandHere(words, cwd)
    ready()
    printed.set(name, { text, json: await commandHere([...words, '--json'], cwd) })
  }
  const print = (name: (typeof PRINTING)[number], words: readonly string[], verb: string = name) =>
    printHere(name, [verb, ...words])
  await printPackaged('shadow', ['shadow', ...tables, '--control', 'weak', '--judged', '52/55,43/47', '--next', '300'])
  await print('audit', [writePublished(cwd), '--reference', 'big', '--audit'], 'shadow')
  await print('null', [writeOutcomes(cwd, 'repeated.csv', 4), ...tables.slice(1), '--null'], 'shadow')
  await print('decide', [
    ...tables,
    '--provenance',
    'small=declared-derivative',
    '--loud',
    '1',
    '--silent',
    '5',
    '--noticed',
    '0.5',
  ])
  const since = ['--since', writeServed(cwd), '--canary', writeCanaries(cwd), '--alarm-every', '1000']
  await print('followed', [outcomes, '--reference', 'big', '--require', '0.6', ...since], 'decide')
  const timeouts = [
    { step: 2 },
    { call: 2, tool: 'move' },
    { progress: 0.5 },
    { checkpoint: 'C-101' },
    { seen: 'Hold' },
  ]
  const probes = timeouts.map((onset) => ({ intervention: 'timeout', target: 'move', onset }))
  await print('plan', ['--config', writeStudy(cwd, { budgetUsd: 4.5, probes })])
  writeStudy(cwd, { budgetUsd: 4.5 })
  await printPackaged('probe', ['probe', '--config', study, '--yes'])
  const served = ['--since', writeServedOfStudy(cwd), '--canary', writeCanaries(cwd, 'canary-of-study.csv', 'wide')]
  await printPackaged('report', ['report', '--config', study, ...served])
  const [record = ''] = readdirSync(join(cwd, '.leadline')).filter((name) => name.endsWith('.db'))
  await print('diff', [`.leadline/${record}`, `.leadline/${record}`])
  await print('interventions', [])
  await printHere('trials', ['inspect', `.leadline/${record}`])
  const listed: { trials: { trial: string; arm: string }[] } = JSON.parse(printed.get('trials')?.json.stdout ?? '')
  const varied = listed.trials.find(({ arm }) => arm === 'varied')?.trial ?? ''
  await printHere('trial', ['inspect', `.leadline/${record}`, varied, '--full'])
  await printHere('rescore', ['rescore', `.leadline/${record}`, '--config', study])
  const settling = [
    '--config',
    writeStudy(cwd, {
      name: 'settled',
      budgetUsd: 40,
      tasks: {
        families: ['harbour-open'],
        forms: [
          { stratum: 'narrow', size: 6, samples: 5 },
          { stratum: 'long', size: 12, samples: 5 },
        ],
      },
    }),
    '--until-settled',
  ]
  await print('settling', settling, 'plan')
  await printPackaged('settled', ['probe', ...settling, '--yes'])
  await print('import', [...writeTraces(cwd), '--force'])
  await print('sessions', ['sessions.jsonl'])
  await print('suggest', ['sessions.jsonl', '--force'])
  copyFileSync(new URL('../../examples/invoices.ts', import.meta.url), join(cwd, 'task.ts'))
  await printPackaged('task-check', ['check', 'task', 'task.ts'])
  await beginRecord(join(cwd, 'begun.db'))
  const begin = () => copyFileSync(join(cwd, 'begun.db'), join(cwd, 'cancelled.db'))
  await printHere('cancel', ['cancel', 'other', 'cancelled.db'], begin)
  await printHere('manifold', ['zoo', 'manifold', '--samples', '1', '--lengths', '5', '--doses', '0,2'])
  return printed
}
