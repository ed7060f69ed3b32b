/** The client of the protocol, which is only loaded where it is used. */
export async function loadClient() {
  const [client, stdio] = await Promise.all([
    import('@modelcontextprotocol/client'),
    import('@modelcontextprotocol/client/stdio'),
  ])
  return { ...client, StdioClientTransport: stdio.StdioClientTransport, baseEnvironment: stdio.getDefaultEnvironment }
}
