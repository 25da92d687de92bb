import type { AddressInfo } from 'node:net'
import { connect, createServer, type Socket } from 'node:net'
import type { Chance } from './chance.js'

/** How often things go wrong, for each message of a client. */
export interface Faults {
  /** The connection is cut before the message is forwarded. */
  readonly cut: number
  /** For messages with a COMMIT: the server's answer is not forwarded, and then the connection is cut. */
  readonly loseCommit: number
  /** For messages with a COMMIT: it is forwarded, and the connection cut at once: it may arrive or not. */
  readonly cutCommit: number
  readonly delay: number
  readonly delayMs: number
  /** Nothing more is forwarded in either direction, and nobody is told. */
  readonly silence: number
}

export interface Passage {
  readonly port: number
  /** Told how often each fault happened. */
  readonly happened: Readonly<
    Record<'connections' | 'cut' | 'commits' | 'commitAnswersLost' | 'commitsCut' | 'delayed' | 'silenced', number>
  >
  /** From now on everything is forwarded. */
  calm(): void
  stop(): Promise<void>
}

/** Stands between a process and its server, and does to their connections what networks do. */
export async function startProxy(
  target: { readonly host: string; readonly port: number },
  faults: Faults,
  chance: Chance,
): Promise<Passage> {
  const happened = { connections: 0, cut: 0, commits: 0, commitAnswersLost: 0, commitsCut: 0, delayed: 0, silenced: 0 }
  const sockets = new Set<Socket>()
  let calm = false

  const server = createServer((client) => {
    happened.connections += 1
    const upstream = connect(target.port, target.host)
    for (const socket of [client, upstream]) {
      socket.setNoDelay(true)
      sockets.add(socket)
      socket.on('close', () => sockets.delete(socket))
    }
    let silent = false
    let swallowing = false
    const cut = (): void => {
      client.destroy()
      upstream.destroy()
    }
    client.on('error', cut)
    upstream.on('error', cut)
    client.on('close', () => upstream.destroy())
    upstream.on('close', () => client.destroy())
    upstream.on('data', (chunk) => {
      if (silent) return
      if (swallowing) {
        happened.commitAnswersLost += 1
        cut()
      } else client.write(chunk)
    })
    const forward = (chunk: Buffer): void => {
      if (!upstream.destroyed) upstream.write(chunk)
    }
    client.on('data', (chunk) => {
      if (silent) return
      if (calm) return forward(chunk)
      const commits = chunk.includes('; commit')
      if (commits) happened.commits += 1
      if (commits && chance.happens(faults.loseCommit)) {
        swallowing = true
        return forward(chunk)
      }
      if (commits && chance.happens(faults.cutCommit)) {
        happened.commitsCut += 1
        upstream.write(chunk, cut)
        return
      }
      if (chance.happens(faults.cut)) {
        happened.cut += 1
        return cut()
      }
      if (chance.happens(faults.silence)) {
        happened.silenced += 1
        silent = true
        return
      }
      if (!chance.happens(faults.delay)) return forward(chunk)
      happened.delayed += 1
      client.pause()
      setTimeout(() => {
        forward(chunk)
        client.resume()
      }, chance.below(faults.delayMs))
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    happened,
    calm: () => {
      calm = true
    },
    stop: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        for (const socket of sockets) socket.destroy()
      }),
  }
}
