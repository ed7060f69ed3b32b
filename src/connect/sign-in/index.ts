export { type AwsCredentials, awsCredentials } from './aws.js'
export { SignInFailed, signInFailureIn } from './failure.js'
export { notingTokens } from './tokens.js'
