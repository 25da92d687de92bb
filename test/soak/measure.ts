/** What a process has in its hands between two rounds, with nothing under way. */
export interface Held {
  /** Bytes of the heap that somebody still refers to. */
  readonly heap: number
  readonly sockets: number
  /** Things that keep the process alive, sockets left out. */
  readonly handles: number
  readonly listeners: number
}

const collect = globalThis.gc

const turn = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms))

export async function heldNow(listeners: number): Promise<Held> {
  if (collect === undefined) throw new Error('Run this with --expose-gc.')
  // What was let go of in finalizers is only found by the next collection.
  for (let times = 0; times < 3; times++) {
    collect()
    await turn(0)
  }
  const open = resources()
  return {
    heap: process.memoryUsage().heapUsed,
    sockets: open.filter((kind) => kind === socket).length,
    handles: open.filter((kind) => kind !== socket).length,
    listeners,
  }
}

const socket = 'TCPSocketWrap'

/** What is open once sockets that were told to close have done so, or it is plain that they do not. */
export async function whatIsOpen(): Promise<string[]> {
  for (let times = 0; times < 100 && resources().length > 0; times++) await turn(20)
  return resources()
}

/** Its own output left out. */
function resources(): string[] {
  return process.getActiveResourcesInfo().filter((kind) => kind !== 'PipeWrap' && kind !== 'TTYWrap')
}
