import { ConfigError } from '../../domain/index.js'

/**
 * The client of the protocol, which is only loaded where it is used.
 *
 * @throws ConfigError that says what to install
 */
export async function loadClient() {
  try {
    const [client, stdio] = await Promise.all([
      import('@modelcontextprotocol/client'),
      import('@modelcontextprotocol/client/stdio'),
    ])
    return { ...client, StdioClientTransport: stdio.StdioClientTransport, baseEnvironment: stdio.getDefaultEnvironment }
  } catch (error) {
    const isMissing = error instanceof Error && 'code' in error && error.code === 'ERR_MODULE_NOT_FOUND'
    if (!isMissing) throw error
    throw new ConfigError(
      'package @modelcontextprotocol/client',
      undefined,
      'it beside leadline: npm install @modelcontextprotocol/client',
    )
  }
}
