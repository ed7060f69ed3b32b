export { auditPublished } from './audit.js'
