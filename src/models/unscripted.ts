import { DataError } from '../domain/index.js'

/**
 * A script was asked what it does not hold. It stops the run: a script that ends too early is a mistake of its author,
 * and counting it as weather would leave trials out in silence.
 */
export class UnscriptedAsk extends DataError {
  constructor(
    /** Turn of the conversation, from 0: the assistant messages before the ask. */
    readonly turn: number,
    /** What was found instead, as the end of a sentence. */
    found: string,
  ) {
    super('ask-unscripted', `turn ${turn} of the script is ${found}`)
  }
}
