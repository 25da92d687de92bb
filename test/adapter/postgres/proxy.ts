import { once } from 'node:events'
import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

/** What becomes of a message that a client sends. */
export type Fate =
  /** The connection breaks, and the server never gets it. */
  | 'lost'
  /** The server gets it and answers, and the connection breaks before the answer arrives. */
  | 'answerLost'
  /** The server gets it, and the connection breaks at once: it may not even have begun. */
  | 'cut'
  /** Nobody gets anything any more, and no connection breaks. */
  | 'swallowed'
  | 'passed'

/** A line to a server that fails on command. */
export interface Proxy {
  /** The server's, through here. */
  readonly url: string
  /** How many connections clients have at the moment. */
  connections(): number
  /** The fate of the next message of a client that contains `text`; `before` is waited for first. Resolves when it has come to pass. */
  next(text: string, fate: Fate, before?: () => Promise<unknown>): Promise<void>
  /** Whether everything is swallowed, also what new connections say. */
  swallow(all: boolean): void
  /** Breaks all connections. */
  breakAll(): void
  end(): Promise<void>
}

interface Trap {
  readonly text: string
  readonly fate: Fate
  readonly before: () => Promise<unknown>
  readonly sprung: () => void
}

export async function startProxy(url: string): Promise<Proxy> {
  const { hostname, port } = new URL(url)
  const sockets = new Set<Socket>()
  const clients = new Set<Socket>()
  const traps: Trap[] = []
  let swallowing = false

  const server = createServer((client) => {
    const upstream = connect(Number(port), hostname)
    clients.add(client)
    let swallowed = false
    let answerLost = false
    const breakBoth = () => {
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) {
      sockets.add(socket)
      socket.setNoDelay()
      socket.on('error', () => {})
      socket.on('close', () => {
        sockets.delete(socket)
        clients.delete(client)
        breakBoth()
      })
    }
    // One message after the other: `before` may take its time.
    let line = Promise.resolve()
    client.on('data', (chunk) => {
      line = line.then(async () => {
        const index = traps.findIndex(({ text }) => chunk.includes(text))
        const [trap] = index < 0 ? [] : traps.splice(index, 1)
        await trap?.before()
        if (trap?.fate === 'swallowed') swallowed = true
        answerLost = trap?.fate === 'answerLost'
        if (trap?.fate === 'lost') breakBoth()
        else if (!swallowed && !swallowing) upstream.write(chunk)
        // Its end goes after what was written; a backend reads it all before it notices.
        if (trap?.fate === 'cut') {
          upstream.end()
          client.destroy()
        }
        if (!answerLost) trap?.sprung()
        else lost = trap?.sprung
      })
    })
    let lost: (() => void) | undefined
    upstream.on('data', (chunk) => {
      if (answerLost) {
        breakBoth()
        lost?.()
      } else if (!swallowed && !swallowing) client.write(chunk)
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const proxied = new URL(url)
  proxied.host = `127.0.0.1:${(server.address() as AddressInfo).port}`
  return {
    url: proxied.href,
    connections: () => clients.size,
    next: (text, fate, before = async () => {}) =>
      new Promise((sprung) => {
        traps.push({ text, fate, before, sprung })
      }),
    swallow(all) {
      swallowing = all
    },
    breakAll() {
      for (const socket of sockets) socket.destroy()
    },
    async end() {
      for (const socket of sockets) socket.destroy()
      server.close()
      await once(server, 'close')
    },
  }
}
