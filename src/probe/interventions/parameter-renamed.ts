import type { Intervention, ToolSpec } from '../../domain/index.js'
import { type Names, prepareParameters, propertiesOf } from './parameters.js'

/** The parameters of one tool get other names in another order; what they mean stays. */
export const parameterRenamed: Intervention = {
  name: 'parameter-renamed',
  question: 'Does it read a schema again when the fields it is used to have other names?',
  seams: ['tool-list', 'before-call'],
  visibility: 'implicit',
  duration: 'permanent',
  dose: {},
  adaptive: 'reads the schema again and fills in the new fields',
  target: 'a tool with parameters that the baseline goes on to use, more than once where there is one',
  needs: [],
  witness: 'the plan with the fields under their new names',
  example: '`crate` is `crate_value` from now on',
  prepare: (scene) => prepareParameters(scene, 'parameter-renamed', newNames),
}

/** `to` becomes `to_value`: other to a habit, the same to a reader. */
function newNames(spec: ToolSpec): Names {
  const old = Object.keys(propertiesOf(spec))
  const suffix = old.some((name) => old.includes(`${name}_value`)) ? '_given_value' : '_value'
  return new Map(old.map((name) => [name, `${name}${suffix}`]))
}
