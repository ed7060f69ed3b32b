import { processIo } from './io.js'
import { explain, runCommand } from './program.js'

/** How long code of the user's own that was loaded may keep a command that is over. */
const LINGER_MS = 500

const io = processIo()

/** A module of the user's own may end the process, or wait for what never comes: that is no success. */
function refuseEarlyEnd(code: number): void {
  if (code !== 0) return
  process.exitCode = 2
  io.err(
    'leadline: code of yours ended the process, or waits for what never comes; expected modules that load and calls that return\n',
  )
}

process.on('exit', refuseEarlyEnd)
process.on('uncaughtException', (error) => process.exit(explain(error, io)))

void runCommand(process.argv.slice(2), io).then((code) => {
  process.off('exit', refuseEarlyEnd)
  process.exitCode = code
  // A timer or a connection that was left open would keep the process for good. What was printed goes out first.
  setTimeout(() => process.stdout.write('', () => process.exit()), LINGER_MS).unref()
})
