import type { Intervention, ToolSpec } from '../../domain/index.js'
import { type Names, prepareParameters, propertiesOf } from './parameters.js'

/** The parameters of one tool keep their names in another case and come in another order. */
export const parameterRecased: Intervention = {
  name: 'parameter-recased',
  question: 'Does it write fields as they are written, not as it has written them so far?',
  seams: ['tool-list', 'before-call'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'reads the schema again and writes the fields in their new case',
  target: 'a tool with parameters that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan with the fields in their new case',
  example: '`crate` is `CRATE` from now on, `pageSize` is `PAGE_SIZE`',
  prepare: (scene) => prepareParameters(scene, 'parameter-recased', upperNames),
}

/** None where the new names would be the old ones or meet each other. */
function upperNames(spec: ToolSpec): Names {
  const old = Object.keys(propertiesOf(spec))
  const names = new Map(old.map((name) => [name, name.replace(/([a-z\d])([A-Z])/g, '$1_$2').toUpperCase()]))
  const taken = new Set([...names.values(), ...old])
  return taken.size === 2 * old.length ? names : new Map()
}
