// The page reads well without this script. It adds: light and dark, the whole table of trials, and transcripts.
import { startAddress } from './address.js'
import { startPrinting } from './print.js'
import { startTheme } from './theme.js'
import { startTrials } from './trials.js'

startTheme()
startPrinting()
await startTrials()
await startAddress()
