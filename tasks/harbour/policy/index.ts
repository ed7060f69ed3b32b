export { createPolicyModel, type Defects } from './model.js'
export type { Advice } from './next-call.js'
export { createPlanner, type Habits, type Planner } from './planner.js'
export {
  CONTROL_FAILURE,
  harbourPolicies,
  NARROW_HAZARD,
  NARROW_STEPS,
  type PolicyPreset,
  plantedPolicies,
  WIDE_HAZARD,
} from './presets.js'
