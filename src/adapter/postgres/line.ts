/** One thing after the other on each handle: work for the same one waits for what was called before, however that ends. */
export function inTurn(handle: object): <Result>(work: () => Promise<Result>) => Promise<Result> {
  return (work) => {
    const result = (ends.get(handle) ?? Promise.resolve()).then(work)
    ends.set(
      handle,
      result.then(
        () => {},
        () => {},
      ),
    )
    return result
  }
}

/** The end of each handle's line. */
const ends = new WeakMap<object, Promise<void>>()
