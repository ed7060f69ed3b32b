export { linksBeforeAsk } from './links.js'
export { PLAIN_REQUEST, type Requested, requestThrough } from './request.js'
