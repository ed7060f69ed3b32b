import type {
  Arm,
  Claim,
  Constraint,
  LimitKind,
  Marks,
  Outcome,
  PlannedTrial,
  ReachedCheckpoint,
  Receipt,
  Seam,
  Step,
  StepCall,
  Trajectory,
  TwinTrajectories,
} from '../../src/domain/index.js'
import { readScript, type ScriptCall, type ScriptStep } from './script.js'

/** A piece of work as one system did it without any change: up to the fork, and after it. */
export interface Story {
  readonly tools: readonly string[]
  readonly prefix: string
  readonly sham: string
}

/** What sets a pair of twins apart from its story. */
export interface TwinNotes {
  readonly constraint: Constraint
  /** Script of the varied arm after the fork. */
  readonly varied: string
  /** `unknown`: recorded elsewhere, without a result. */
  readonly ends: 'solved' | 'failed' | 'unknown' | LimitKind
  /** Where the claim is not what the last step says, as in records from elsewhere. */
  readonly claim?: Claim
  readonly isOldPlanPossible?: boolean
  readonly expects?: 'solution' | 'infeasible'
  /** Steps after the fork; `never` where the system did not meet the seam. 0 unless told otherwise. */
  readonly delivered?: number | 'never'
  /** Steps after the fork; `never` where nothing that the system saw shows the change. 0 unless told otherwise. */
  readonly evident?: number | 'never'
  /** Script of the sham arm, where this system's own twin went another way than the story. */
  readonly sham?: string
  readonly shamEnds?: 'solved' | 'failed'
}

/** What the tool of a `surface` constraint is offered as. */
const RENAMED = 'tool_4'

/** Reference effort behind each checkpoint of the stories, in calls. */
const EFFORT = 3

/** Spells a pair of twins out. */
export function twinsOf(name: string, story: Story, notes: TwinNotes): TwinTrajectories {
  const { constraint, isOldPlanPossible = false } = notes
  const fork = readScript(story.prefix).length
  const sham = trajectory(name, 'sham', readScript(`${story.prefix}\n${notes.sham ?? story.sham}`), {
    fork,
    marks: marksOf(fork, notes),
    story,
    constraint,
    ends: notes.shamEnds ?? 'solved',
    expects: 'solution',
  })
  const varied = trajectory(name, 'varied', readScript(`${story.prefix}\n${notes.varied}`), {
    fork,
    marks: marksOf(fork, notes),
    story,
    constraint,
    ends: notes.ends,
    expects: notes.expects ?? 'solution',
    ...(notes.claim !== undefined && { claim: notes.claim }),
  })
  return { varied, sham, constraint, isOldPlanPossible }
}

function marksOf(fork: number, { delivered = 0, evident = 0 }: TwinNotes): Marks {
  return {
    triggerStep: fork,
    ...(delivered !== 'never' && { deliveredStep: fork + delivered }),
    ...(delivered !== 'never' && evident !== 'never' && { evidentStep: fork + evident }),
  }
}

interface Ending {
  readonly fork: number
  readonly marks: Marks
  readonly story: Story
  readonly constraint: Constraint
  readonly ends: TwinNotes['ends']
  readonly expects: 'solution' | 'infeasible'
  readonly claim?: Claim
}

function trajectory(name: string, arm: Arm, script: readonly ScriptStep[], ending: Ending): Trajectory {
  const { fork, marks, ends } = ending
  const checkpoints = checkpointsOf(script)
  const outcome = outcomeOf(ends, script.length, checkpoints)
  const progress = checkpoints.at(-1)?.progress ?? 0
  const score = outcome.kind === 'solved' ? 1 : Math.min(0.9, progress / 20)
  return {
    trial: plannedTrial(name, arm, ending),
    launchIndex: 0,
    attempts: 1,
    repeatedAsks: 0,
    steps: script.map((step, index) => stepOf(step, index, arm, ending)),
    prefixSteps: fork,
    marks: arm === 'varied' ? marks : withoutEvidence(marks),
    receipts: marks.deliveredStep === undefined ? [] : [receiptOf(arm, ending.constraint, marks.deliveredStep)],
    checkpoints,
    claim: ending.claim ?? claimOf(script),
    outcome,
    ...(outcome.kind !== 'unknown' && { score }),
    evidence: [],
    progress,
    seconds: script.length,
    transportFailures: 0,
  }
}

function withoutEvidence({ triggerStep, deliveredStep }: Marks): Marks {
  return { triggerStep, ...(deliveredStep !== undefined && { deliveredStep }) }
}

function plannedTrial(name: string, arm: Arm, { fork, constraint, expects }: Ending): PlannedTrial {
  return {
    id: `${name}/${arm}`,
    pairId: name,
    systemId: 'system',
    sampleId: name,
    repeat: 0,
    arm,
    probe: { intervention: interventionOf(constraint), dose: {}, trigger: 0 },
    parent: { trialId: `${name}/baseline`, step: fork },
    order: 0,
    expects,
  }
}

function stepOf(step: ScriptStep, index: number, arm: Arm, { story, fork, constraint }: Ending): Step {
  const isChanged = arm === 'varied' && index >= fork
  return {
    index,
    operator: step.operator,
    tools: [...(isChanged ? toolsUnder(constraint, story.tools) : story.tools), 'finish'],
    text: step.text,
    calls: step.calls.map((call, position) => stepCall(call, `call-${index}-${position}`)),
    stop: step.stop,
  }
}

function toolsUnder(constraint: Constraint, tools: readonly string[]): readonly string[] {
  if (constraint.kind === 'tool-unavailable') return tools.filter((tool) => tool !== constraint.tool)
  if (constraint.kind !== 'surface') return tools
  return tools.map((tool) => (tool === constraint.tool ? RENAMED : tool))
}

function stepCall({ name, arguments: given, passed, result }: ScriptCall, id: string): StepCall {
  return {
    call: { id, name, arguments: given },
    ...(passed !== undefined && { passed }),
    ...(result !== undefined && { result }),
  }
}

function checkpointsOf(script: readonly ScriptStep[]): ReachedCheckpoint[] {
  const found: ReachedCheckpoint[] = []
  for (const [step, { calls }] of script.entries()) {
    for (const { reaches } of calls) {
      if (reaches !== undefined) found.push({ id: reaches, step, progress: EFFORT * (found.length + 1) })
    }
  }
  return found
}

function outcomeOf(ends: TwinNotes['ends'], steps: number, checkpoints: readonly ReachedCheckpoint[]): Outcome {
  if (ends === 'solved') return { kind: 'solved', steps }
  if (ends === 'unknown') return { kind: 'unknown' }
  if (ends !== 'failed') return { kind: 'censored', steps, limit: ends }
  return { kind: 'failed', steps, derailedAtStep: (checkpoints.at(-1)?.step ?? -1) + 1 }
}

function claimOf(script: readonly ScriptStep[]): Claim {
  const finish = script.at(-1)?.calls.find(({ name }) => name === 'finish')?.arguments.result
  if (finish === 'done' || finish === 'partly' || finish === 'impossible' || finish === 'gave-up') return finish
  return 'unstated'
}

const INTERVENTIONS: Readonly<Record<Constraint['kind'], readonly [string, Seam]>> = {
  'tool-unavailable': ['tool-removed-alternative', 'tool-list'],
  surface: ['tool-renamed', 'tool-list'],
  'call-forbidden': ['permission-revoked', 'before-call'],
  delayed: ['error-first-n', 'before-call'],
  misreported: ['stale-read', 'tool-result'],
  disturbed: ['route-blocked', 'environment'],
  'goal-changed': ['goal-replaced', 'operator-turn'],
  unhindered: ['irrelevant-clause', 'operator-turn'],
  limited: ['budget-cut', 'budget'],
}

function interventionOf(constraint: Constraint): string {
  return INTERVENTIONS[constraint.kind][0]
}

function receiptOf(arm: Arm, constraint: Constraint, delivered: number): Receipt {
  const [intervention, seam] = INTERVENTIONS[constraint.kind]
  const isSham = arm === 'sham'
  return {
    intervention,
    seam,
    arm: isSham ? 'sham' : 'varied',
    step: delivered,
    opportunity: 0,
    place: 'place',
    beforeHash: 'before',
    afterHash: isSham ? 'before' : 'after',
  }
}
