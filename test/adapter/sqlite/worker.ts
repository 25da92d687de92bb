/**
 * A process of its own, for processes.int.test.ts: `node worker.js hammer FILE NAME COUNT` or `node worker.js commit FILE`.
 * It says `ready`, waits for a line on stdin, and begins.
 */
import { once } from 'node:events'
import { sqliteStore } from '../../../src/adapter/sqlite/sqliteStore.js'
import { write } from '../../../src/testing/storeContractCase.js'
import { assignedLead, change, entryAfter } from '../../../src/testing/storeContractRecords.js'

const [kind, file = '', name = 'worker', count = '0'] = process.argv.slice(2)
const store = sqliteStore(file, { busyTimeoutMs: 60_000 })

/** Reads, adds one and writes: the ledger, a load, a lead and the trail, which all must tell the same number. */
async function commit(): Promise<number> {
  let seq = 0
  await write(
    store,
    (view) => {
      seq = view.head.seq + 1
      const turn = (view.ledgers.get('shared')?.turn ?? 0) + 1
      const mine = (view.ledgers.get('shared')?.members[name]?.[0] ?? 0) + 1
      const { open, assigned } = view.loads.get('everybody') ?? { open: 0, assigned: 0 }
      return {
        entries: [entryAfter(view.head, view.now, { kind: 'closed', subject: name, epoch: 1 })],
        leads: [assignedLead(`L${seq}`, { seq })],
        ledgers: [change('shared', turn, { [name]: [mine, turn] })],
        loads: new Map([['everybody', { open: open + 1, assigned: assigned + 1 }]]),
      }
    },
    { now: Date.now(), rotations: ['shared'], reps: ['everybody'] },
  )
  return seq
}

process.stdout.write('ready\n')
await once(process.stdin, 'data')
process.stdin.destroy()

if (kind === 'hammer') {
  for (let round = 0; round < Number(count); round++) {
    await commit()
    // As a backend does between two leads: the others get a chance.
    await new Promise((resolve) => setImmediate(resolve))
  }
  await store.end()
} else {
  // A pipe is written to before `write` returns, so that what was reported was committed, whenever the process is killed.
  for (;;) process.stdout.write(`${await commit()}\n`)
}
