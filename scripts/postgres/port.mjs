// A port that nobody listens on.
import { randomInt } from 'node:crypto'
import { createServer } from 'node:net'

// Below the ports that systems give to outgoing connections (Linux: from 32768, others: from 49152). One of those, as listen(0) would give,
// might be taken by any client while a killed server is away; a client that keeps trying to reach it can even connect to itself.
const [lowest, highest] = [20_000, 32_000]

/** It may be taken by the time it is used: whoever binds it has to be ready to ask again. */
export async function freePort() {
  for (let attempt = 0; attempt < 100; attempt++) {
    const port = randomInt(lowest, highest)
    if (await isFree(port)) return port
  }
  throw new Error(`No free port found between ${lowest} and ${highest}`)
}

function isFree(port) {
  return new Promise((resolve) => {
    const server = createServer()
    server.once('error', () => resolve(false))
    server.listen({ port, host: '127.0.0.1', exclusive: true }, () => server.close(() => resolve(true)))
  })
}
