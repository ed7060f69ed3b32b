import { type Command, Option } from 'commander'
import { ConfigError } from '../domain/index.js'
import type { Io } from './io.js'
import { withLiveOptions } from './live-options.js'
import { auditOf, collect, shareOf, shareOrWholeOf, usdOf, wholeOf } from './option-values.js'

/** How far systems are behind, on recorded runs; no model is asked anything. */
export function addShadow(root: Command, io: Io): void {
  withTableOptions(
    root
      .command('shadow')
      .description('measure how far each system is behind a reference on recorded runs, and how sure that is')
      .argument('<file...>', 'outcome tables (CSV, JSON lines) or tau2 results, plain or gzip'),
  )
    .option('--control <system>', 'a system that is merely weaker: the claim "beyond ordinary weakness" needs one')
    .option(
      '--judged <audit>',
      'outcomes come from a fallible judge: of the audited true successes it called so many right, and of the failures',
      auditOf('--judged'),
    )
    .option('--next <n>', 'how so many further trials are best split to learn the shadow', wholeOf('--next', 1, 1e6))
    .option('--audit', 'hold a table of published figures to what its tasks and trials can give')
    .option('--null', 'hold the method against no difference at all: each system against itself, labels exchanged')
    .option('--fail-on <what>', 'exit 1 when this is found: shadow, or with --audit impossible')
    .addHelpText(
      'after',
      `
Examples:
  $ leadline shadow runs.csv --reference big-model
  $ leadline shadow openhands.jsonl --reference claude-opus-4-5 \\
      --preset openhands --contrast other-work \\
      --stratum narrow=swe-bench --stratum long=gaia,commit0
  $ leadline shadow base.json.gz tuned.json.gz --reference base \\
      --label base.json.gz=base --label tuned.json.gz=tuned
  $ leadline shadow published.csv --reference big-model --audit
  $ leadline shadow runs.csv --reference big-model --null
  $ leadline shadow runs.csv --reference big-model --judged 52/55,43/47
  $ leadline shadow runs.csv --reference big-model --next 300`,
    )
    .action(async (files, options) => {
      if (options.next !== undefined && (options.audit === true || options.null === true)) {
        throw new ConfigError('--next', String(options.next), 'neither --audit nor --null beside it')
      }
      if (options.audit === true) return (await import('./audit.js')).audit(io, files, options)
      if (options.null === true) return (await import('./null-check.js')).nullCheck(io, files, options)
      return (await import('./shadow.js')).shadow(io, files, options)
    })
}

/** What recorded runs allow to decide; no model is asked anything. */
export function addDecide(root: Command, io: Io): void {
  const command = root
    .command('decide')
    .description('say which system may do which scope of work, at what cost for each finished job')
    .argument('<file...>', 'outcome tables (CSV, JSON lines) or tau2 results, plain or gzip')
  withLiveOptions(withTableOptions(command))
    .option('--require <share>', 'success that you require', shareOf('--require'), 0.8)
    .option('--provenance <system=kind>', 'frontier-trained, declared-derivative, suspected or unknown', collect)
    .option('--scope <by>', 'cells of the decision: family or stratum', 'family')
    .option('--loud <usd>', 'what a failure costs that is noticed', usdOf('--loud'))
    .option('--silent <usd>', 'what a failure costs that is not noticed', usdOf('--silent'))
    .option(
      '--noticed <share>',
      'share of failures that are noticed, where the runs do not tell',
      shareOrWholeOf('--noticed'),
    )
    .option(
      '--fit <system>',
      'exit 1 unless this system is fit in every scope, and still trusted where --since is given',
    )
    .addHelpText(
      'after',
      `
Examples:
  $ leadline decide runs.csv --reference big-model --require 0.7
  $ leadline decide runs.csv --reference big-model --silent 5 --fit small \\
      --provenance small=declared-derivative
  $ leadline decide runs.csv --reference big-model --since served.csv \\
      --canary canary.csv`,
    )
    .action(async (files, options) => (await import('./decide.js')).decideCommand(io, files, options))
}

function withTableOptions(command: Command): Command {
  return command
    .requiredOption('--reference <system>', 'the system that the others are held against')
    .addOption(new Option('--preset <name>', 'columns of a known table').choices(['openhands']))
    .option('--map <column=source>', 'a canonical column and where it is, such as task=benchmark+instance', collect)
    .option('--columns <file>', 'the same as a small JSON file')
    .option('--stratum <side=families>', 'narrow=A,B or long=C,D', collect)
    .option('--label <file=system>', 'name of the system in a file', collect)
    .addOption(
      new Option('--contrast <kind>', 'what the long side is')
        .choices(['longer-work', 'other-work'])
        .default('longer-work'),
    )
    .option('--level <share>', 'confidence level', shareOf('--level'), 0.95)
    .option('--margin <share>', 'differences inside this count as equivalent', shareOf('--margin'), 0.1)
    .option('--seed <n>', 'seed of resampling', wholeOf('--seed', 0), 1)
    .option('--html <path>', 'write the page as well')
    .option('--pictures <folder>', 'write every picture as SVG, for light and for dark paper')
    .option('--json', 'print one JSON document')
}
