import type { Command } from 'commander'
import { collect, wholeOf } from './option-values.js'

/** What was served since a decision. Intervals of alarms have no default here: one that stands alone is refused. */
export function withLiveOptions(command: Command): Command {
  return command
    .option('--since <file>', 'sessions served since: what is believed now, and whether trust is kept', collect)
    .option(
      '--since-map <column=source>',
      'a column of these sessions and where it is, such as success=resolved',
      collect,
    )
    .option('--as-of <moment>', 'when the sessions were written down; their last moment where left out')
    .option('--canary <file>', 'p-values of daily answers to fixed prompts (columns model, day, p and part)')
    .option(
      '--alarm-every <sessions>',
      'sessions between two false alarms, at least; 5,000 where left out',
      wholeOf('--alarm-every', 1),
    )
    .option(
      '--canary-every <days>',
      'days between two false alarms of the canaries; 1,000 where left out',
      wholeOf('--canary-every', 1),
    )
}
