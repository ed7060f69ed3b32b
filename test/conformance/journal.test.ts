import { openFileBench, openMemoryBench } from '../support/journal-bench.js'
import { journalConformance } from './journal.js'

journalConformance('in a file', openFileBench)
journalConformance('in memory', openMemoryBench)
