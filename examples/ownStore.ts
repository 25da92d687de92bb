// A store of your own: one file, to which every change is appended before it counts. ownStore.test.ts holds it against the contract of every store.
import { closeSync, existsSync, fsyncSync, ftruncateSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createRouter, type MaybePromise, memoryStore, type Plan, RoutingError, type Store, type Write } from 'fairlead'

/** What stands in a line of the file: a call that changed something, with what it was given. */
type Line =
  | { readonly call: 'write'; readonly given: Omit<Write, 'loads'> & { readonly loads: readonly (readonly [string, Load])[] } }
  | { readonly [Call in Change]: { readonly call: Call; readonly given: Parameters<Store[Call]>[0] } }[Change]

type Change = 'accept' | 'acceptedDone' | 'acceptedFailed' | 'claim' | 'settle' | 'revive' | 'prune'
type Load = Write['loads'] extends ReadonlyMap<string, infer Each> ? Each : never

/**
 * For one process at a time. Everything is answered from memory, by the store for tests; what it lacks is that it forgets. So each change is written down as
 * well, and made once more when the file is opened.
 */
export function journalStore(path: string): Store {
  const base = memoryStore()
  const text = existsSync(path) ? readFileSync(path, 'utf8') : ''
  // Whoever was stopped in the middle of a line had told nobody yet that it was done.
  const whole = text.slice(0, text.lastIndexOf('\n') + 1)
  for (const line of whole.split('\n').slice(0, -1)) again(base, JSON.parse(line) as Line)
  const file = openSync(path, 'a')
  ftruncateSync(file, Buffer.byteLength(whole))

  function keep(line: string): void {
    try {
      writeSync(file, `${line}\n`)
      fsyncSync(file)
    } catch (cause) {
      // Memory is ahead of the file. Nobody may see that: the store has to be opened again.
      end()
      throw new RoutingError('storeFailed', { detail: `'${path}' cannot be written.`, cause })
    }
  }

  let open = true
  function end(): void {
    if (open) closeSync(file)
    open = false
    void base.end()
  }

  /** What cannot be written down throws before it is done. The store in memory answers at once. */
  function change<Answer>(line: Line, call: () => MaybePromise<Answer>, changed = (answer: Answer) => Boolean(answer)): Answer {
    const text = JSON.stringify(line)
    const answer = call() as Answer
    if (changed(answer)) keep(text)
    return answer
  }

  return {
    ...base,
    name: 'journal',
    durable: true,
    transact(request) {
      let line: string | undefined
      const result = base.transact({
        ...request,
        step(view) {
          const step = request.step(view)
          if (step.write !== undefined) {
            const given = { ...step.write, loads: [...step.write.loads] }
            line = JSON.stringify({ call: 'write', given } satisfies Line)
          }
          return step
        },
      })
      if (line !== undefined) keep(line)
      return result
    },
    accept: (given) => change({ call: 'accept', given }, () => base.accept(given)),
    acceptedDone: (given) => change({ call: 'acceptedDone', given }, () => base.acceptedDone(given), always),
    acceptedFailed: (given) => change({ call: 'acceptedFailed', given }, () => base.acceptedFailed(given), always),
    claim: (given) =>
      change(
        { call: 'claim', given },
        () => base.claim(given),
        (lent) => lent.length > 0,
      ),
    settle: (given) => change({ call: 'settle', given }, () => base.settle(given)),
    revive: (given) => change({ call: 'revive', given }, () => base.revive(given)),
    prune: (given) => change({ call: 'prune', given }, () => base.prune(given)),
    end,
  }
}

const always = () => true

function again(base: Store, line: Line): void {
  if (line.call !== 'write') {
    void (base[line.call] as (given: unknown) => unknown)(line.given)
    return
  }
  const write: Write = { ...line.given, loads: new Map(line.given.loads) }
  void base.transact({ now: 0, leads: [], rotations: [], reps: [], step: () => ({ write, result: undefined }) })
}

const plan: Plan = { fairlead: 1, name: 'inbound', rules: [], otherwise: { to: {} } }
const roster = [{ id: 'ana' }, { id: 'bob' }]

export async function main(print: (line: string) => void): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'fairlead-journal-'))
  const path = join(folder, 'leads.jsonl')
  try {
    for (const day of ['Monday', 'Tuesday']) {
      const store = journalStore(path)
      const router = createRouter({ plan, roster, store })
      for (const id of ['L1', 'L2', `${day} 1`]) {
        const decision = await router.route({ id })
        const owner = decision.kind === 'assigned' ? decision.rep : decision.queue
        print(`${day}: ${id} -> ${owner}${decision.duplicate ? ', as before' : ''}`)
      }
      await store.end()
    }
    print(`${readFileSync(path, 'utf8').split('\n').length - 1} lines`)
  } finally {
    rmSync(folder, { recursive: true })
  }
}

if (import.meta.filename === process.argv[1]) await main(console.log)
