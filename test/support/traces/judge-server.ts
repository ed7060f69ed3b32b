import { createServer } from 'node:http'

/** A model behind the chat-completions protocol that judges sessions by one word in them. */
export interface JudgeServer {
  /** As `--model` takes it. */
  readonly model: string
  readonly asks: number
  close(): Promise<void>
}

/**
 * Starts one on loopback.
 *
 * @param judge the verdict for a request, given its text and how-manieth it is, from 0; a number is a status to fail with
 */
export async function startJudge(judge: (text: string, nth: number) => string | number): Promise<JudgeServer> {
  let asks = 0
  const server = createServer((incoming, response) => {
    const chunks: Buffer[] = []
    incoming.on('data', (chunk: Buffer) => chunks.push(chunk))
    incoming.on('end', () => {
      const verdict = judge(Buffer.concat(chunks).toString('utf8'), asks)
      asks += 1
      if (typeof verdict === 'number') {
        response.writeHead(verdict, { 'retry-after': '0' }).end(JSON.stringify({ error: { message: 'busy' } }))
        return
      }
      const message = { role: 'assistant', content: `I looked.\n${verdict}` }
      const choices = [{ index: 0, message, finish_reason: 'stop' }]
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ id: 'x', object: 'chat.completion', created: 1, model: 'judge', choices }))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('the judge has no port')
  return {
    model: `http://127.0.0.1:${address.port}/v1#judge`,
    get asks() {
      return asks
    },
    async close() {
      server.closeAllConnections()
      await new Promise((resolve) => server.close(resolve))
    },
  }
}
