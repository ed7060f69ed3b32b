export { isReady, needsWords } from './credentials.js'
export { isInstalled } from './load.js'
export { type ModelSpec, type OpenContext, type OpenedModel, openModel } from './open-model.js'
export type {
  DetailedAnswer,
  ProviderModel,
  ProviderSettings,
  ReasoningEffort,
} from './provider-model.js'
export { type Protocol, VENDORS, type Vendor, vendorNamed } from './vendors.js'
