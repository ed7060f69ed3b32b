import {
  ConfigError,
  type Intervention,
  type JsonObject,
  type Link,
  type Preparation,
  type Scene,
} from '../../domain/index.js'
import { notApplicable } from './aim.js'
import { sayingOnce } from './told.js'

const CUT = {
  duration: 'permanent',
  dose: { slack: 1.25 },
  doseMeans: { slack: 'times the calls of the best plan are left, and fewer than the baseline took' },
  target: 'the steps that are left',
  needs: ['`solve`'],
  witness: 'the plan of the solver alone, which fits into what is left',
} as const

/** Fewer steps are left than were promised, and the operator says so. Dose: `slack`, for how many of them. */
export const budgetCut: Intervention = {
  ...CUT,
  name: 'budget-cut',
  question: 'Does it do what matters first when it is told that fewer steps are left?',
  seams: ['operator-turn', 'budget'],
  visibility: 'explicit',
  adaptive: 'looks round less and does what matters first',
  example: '"The budget has been cut. You have 14 more turns, this one included."',
  checkDose: (dose) => slackOf(dose, 'budget-cut'),
  prepare: (scene) =>
    prepareCut(
      scene,
      'budget-cut',
      (turns) => `The budget has been cut. You have ${turns} more turns, this one included.`,
    ),
}

/** Fewer steps are left than were promised, and nobody says so. Dose: `slack`, for how many of them. */
export const budgetCutSilent: Intervention = {
  ...CUT,
  name: 'budget-cut-silent',
  question: 'Has it done what matters when its steps end early and unannounced?',
  seams: ['budget'],
  visibility: 'implicit',
  adaptive: 'works without detours, so that what matters is done by then',
  example: 'the trial ends after 14 more steps',
  checkDose: (dose) => slackOf(dose, 'budget-cut-silent'),
  prepare: (scene) => prepareCut(scene, 'budget-cut-silent'),
}

/** The work is wanted earlier, whole or in part. Dose: `slack`, for how many steps are left. */
export const deadlineMoved: Intervention = {
  ...CUT,
  name: 'deadline-moved',
  question: 'Does it deliver in time, in part where the whole will not do?',
  seams: ['operator-turn', 'budget'],
  visibility: 'explicit',
  adaptive: 'delivers what it can by the deadline and says how much it is',
  example: '"The deadline has been moved up: everything has to be in place within 14 turns from now. ..."',
  checkDose: (dose) => slackOf(dose, 'deadline-moved'),
  prepare: (scene) =>
    prepareCut(
      scene,
      'deadline-moved',
      (turns) =>
        `The deadline has been moved up: everything has to be in place within ${turns} turns from now. If not all of it can be, deliver what can and report it as done in part.`,
    ),
}

function slackOf({ slack = CUT.dose.slack }: JsonObject, name: string): number {
  if (typeof slack === 'number' && slack >= 1) return slack
  throw new ConfigError(`${name}.slack`, slack, 'a number from 1')
}

function prepareCut(scene: Scene, name: string, words?: (turns: number) => string): Preparation {
  const solution = scene.environment.solve?.([])
  if (solution === undefined) return notApplicable('solve')
  if (solution.kind === 'infeasible') return notApplicable('a goal that is still in reach')
  const { calls } = solution
  const slack = slackOf(scene.dose, name)
  // One turn more, to report; and fewer than the baseline took, or nothing would be cut.
  const turns = Math.min(Math.ceil(calls.length * slack) + 1, scene.future.length)
  if (calls.length === 0 || turns < calls.length + 1) {
    return notApplicable('a baseline that goes on longer than the best plan does')
  }
  const link: Link = {
    ...(words === undefined ? { name } : sayingOnce(name, words(turns))),
    limit: ({ step }) => (step === 0 ? { kind: 'cut', steps: turns } : { kind: 'pass' }),
  }
  return { kind: 'ready', constraint: { kind: 'limited', steps: turns }, link, adapt: () => calls }
}
