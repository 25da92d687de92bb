/** As many leads as the router has on their way at once; and all that is ever in memory of the input. */
const AT_ONCE = 256

/** How long a row waits, in milliseconds, for others to share its batch: rows of a pipe come in when they please. */
const PATIENCE_MS = 50

/** Groups what comes in; a batch ends when it is full, or when nothing more has come for a moment. */
export async function* batchesOf<Row>(rows: AsyncIterable<Row>): AsyncGenerator<Row[]> {
  const iterator = rows[Symbol.asyncIterator]()
  try {
    let coming = iterator.next()
    for (;;) {
      const first = await coming
      if (first.done === true) return
      const batch = [first.value]
      const patience = wait(PATIENCE_MS)
      coming = iterator.next()
      while (batch.length < AT_ONCE) {
        const next = await Promise.race([coming, patience.over])
        if (next === undefined || next.done === true) break
        batch.push(next.value)
        coming = iterator.next()
      }
      patience.stop()
      // While the batch is routed the next row may fail: that is for the next turn to see.
      coming.catch(() => {})
      yield batch
    }
  } finally {
    // Not awaited: it would wait for the row that is coming, and a pipe may never send one.
    void iterator.return?.(undefined)?.catch(() => {})
  }
}

/** Reads the first row now, so that what is wrong with the input as a whole shows before anything is done with it. */
export async function begun<Row>(rows: AsyncIterable<Row>): Promise<AsyncIterable<Row>> {
  const iterator = rows[Symbol.asyncIterator]()
  let first: IteratorResult<Row> | undefined = await iterator.next()
  const again: AsyncIterator<Row> = {
    next: async () => {
      const given = first
      first = undefined
      return given ?? iterator.next()
    },
    ...(iterator.return === undefined ? {} : { return: (value?: unknown) => iterator.return?.(value) as Promise<IteratorResult<Row>> }),
  }
  return { [Symbol.asyncIterator]: () => again }
}

function wait(ms: number): { readonly over: Promise<undefined>; stop(): void } {
  let timer: NodeJS.Timeout | undefined
  const over = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), ms)
  })
  return { over, stop: () => clearTimeout(timer) }
}
