import { ConfigError, type Intervention } from '../../domain/index.js'
import { irrelevantBulk, misleadingHint } from './added-text.js'
import { agentRestarted } from './agent-restarted.js'
import { answerTruncated } from './answer-truncated.js'
import { betterTool } from './better-tool.js'
import { budgetCut, budgetCutSilent, deadlineMoved } from './budget.js'
import { credentialExpired } from './credential-expired.js'
import { defaultInverted } from './default-inverted.js'
import { descriptionReworded, descriptionThinned } from './descriptions.js'
import { itemMoved, itemRenamed, workUndone } from './disturbed.js'
import { emptySuccess } from './empty-success.js'
import { errorFirstN } from './error-first-n.js'
import { errorInSuccess } from './error-in-success.js'
import { errorsCleaned } from './errors-cleaned.js'
import { distractorTools, nearDuplicateTool } from './extra-tools.js'
import { falseSuccess } from './false-success.js'
import { formatShifted } from './format-shifted.js'
import { goalReplaced } from './goal-replaced.js'
import { halfDoneWrite, retryDoubles } from './half-done-write.js'
import { historyLost, historySummarised } from './history.js'
import { modelSwapped } from './model-swapped.js'
import { parameterRecased } from './parameter-recased.js'
import { parameterRenamed } from './parameter-renamed.js'
import { permissionRevoked } from './permission-revoked.js'
import { policyChanged } from './policy-changed.js'
import { processRestarted } from './process-restarted.js'
import { quotaExhausted } from './quota-exhausted.js'
import { rateLimit } from './rate-limit.js'
import { instructionIncomplete, requirementAdded, requirementRevised, requirementWithdrawn } from './requirements.js'
import { providerError, responseTruncated, streamCut, streamSlow } from './responses.js'
import { routeBlocked } from './route-blocked.js'
import { schemaSilent } from './schema-silent.js'
import { schemaStrict } from './schema-strict.js'
import { sourcesContradict } from './sources-contradict.js'
import { staleRead } from './stale-read.js'
import { timeout } from './timeout.js'
import { goalReworded, irrelevantClause, wrongFact } from './told.js'
import { toolLatency } from './tool-latency.js'
import { toolRemovedAlternative } from './tool-removed-alternative.js'
import { toolRemovedInfeasible } from './tool-removed-infeasible.js'
import { toolRenamed } from './tool-renamed.js'
import { descriptionTranslated, goalTranslated } from './translated.js'
import { wrongEntity } from './wrong-entity.js'
import { numberSlip, unitShifted } from './wrong-values.js'

/** Every intervention there is, by seam: tool list, call, result and state, operator, budget, request, response. */
export const interventions: readonly Intervention[] = [
  toolRenamed,
  parameterRenamed,
  parameterRecased,
  schemaStrict,
  schemaSilent,
  descriptionThinned,
  descriptionReworded,
  descriptionTranslated,
  distractorTools,
  nearDuplicateTool,
  betterTool,
  toolRemovedAlternative,
  toolRemovedInfeasible,
  errorFirstN,
  timeout,
  toolLatency,
  permissionRevoked,
  rateLimit,
  credentialExpired,
  quotaExhausted,
  halfDoneWrite,
  retryDoubles,
  staleRead,
  falseSuccess,
  emptySuccess,
  errorInSuccess,
  answerTruncated,
  wrongEntity,
  numberSlip,
  unitShifted,
  formatShifted,
  sourcesContradict,
  irrelevantBulk,
  misleadingHint,
  routeBlocked,
  workUndone,
  itemMoved,
  itemRenamed,
  goalReplaced,
  requirementAdded,
  requirementRevised,
  requirementWithdrawn,
  instructionIncomplete,
  goalReworded,
  goalTranslated,
  irrelevantClause,
  wrongFact,
  policyChanged,
  defaultInverted,
  budgetCut,
  budgetCutSilent,
  deadlineMoved,
  historyLost,
  historySummarised,
  errorsCleaned,
  agentRestarted,
  modelSwapped,
  providerError,
  streamCut,
  streamSlow,
  responseTruncated,
  processRestarted,
]

/** The eight of a plan that names none: mostly implicit, one infeasible, one of each seam that changes the route. */
export const defaultInterventions: readonly Intervention[] = [
  toolRenamed,
  toolRemovedAlternative,
  toolRemovedInfeasible,
  staleRead,
  falseSuccess,
  emptySuccess,
  routeBlocked,
  goalReplaced,
]

/** What an audit holds a system to beside the eight: of every group of the catalogue the one that separates most. */
const AUDITED: readonly Intervention[] = [
  parameterRenamed,
  schemaStrict,
  distractorTools,
  errorFirstN,
  permissionRevoked,
  rateLimit,
  credentialExpired,
  halfDoneWrite,
  sourcesContradict,
  requirementRevised,
  wrongFact,
  budgetCut,
]

/** The twenty of an audit, those of the default set first. */
export const auditInterventions: readonly Intervention[] = [...defaultInterventions, ...AUDITED]

/**
 * The intervention of a name.
 *
 * @throws ConfigError with the known names
 */
export function interventionNamed(name: string): Intervention {
  const found = interventions.find((intervention) => intervention.name === name)
  if (found !== undefined) return found
  throw new ConfigError('intervention', name, `one of ${interventions.map((known) => known.name).join(', ')}`)
}

export { playedWorld } from './played-world.js'
