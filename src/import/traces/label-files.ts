import { type ReaderLabels, readLabels } from '../../wire/index.js'
import { parseJson } from '../detect.js'
import { openFile } from '../open-file.js'

/**
 * What a reader saved from a labelling page.
 *
 * @throws RecordError where the file cannot be read, or was not saved by a labelling page
 */
export async function readLabelFile(path: string): Promise<ReaderLabels> {
  const { text } = await openFile(path)
  return readLabels(parseJson(text, path), path)
}
