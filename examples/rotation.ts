// Fair turns without plans: who answers the next call. The state lives in the host's own table, one row for each agent.
import { createRotation, type LedgerState, type Standing } from 'fairlead/rotation'

/** Stands for two tables of the host: one row for the rotation, one for each agent. */
interface Tables {
  numbers: Omit<LedgerState, 'members'>
  readonly agents: Map<string, Standing>
}

export async function main(print: (line: string) => void): Promise<void> {
  const rotation = createRotation({ reps: [{ id: 'ana', weight: 2 }, { id: 'ben' }, { id: 'cem' }] })
  const tables: Tables = { numbers: rotation.state(), agents: new Map() }
  let rows = 0
  const save = (): void => {
    const { members, ...numbers } = rotation.changes()
    tables.numbers = numbers
    for (const [id, row] of Object.entries(members)) tables.agents.set(id, row)
    rows += Object.keys(members).length
  }
  save()

  const calls: (string | undefined)[] = []
  for (let call = 0; call < 8; call++) {
    calls.push(rotation.next())
    save()
  }
  print(`eight calls: ${calls.join(' ')}; ${rows - 3} rows written`)

  // Ben is on another call for a moment: asked, refused, and no share of this turn.
  print(`while ben is busy: ${[1, 2, 3].map(() => rotation.next((id) => id === 'ben')).join(' ')}`)

  // Cem goes home for the day, dia starts: she begins with nothing owed, behind the others.
  rotation.pause('cem')
  rotation.set('dia')
  print(`without cem, with dia: ${[1, 2, 3, 4, 5].map(() => rotation.next()).join(' ')}`)
  save()

  // After a restart the same turns go on.
  const restored = createRotation({ state: { ...tables.numbers, members: Object.fromEntries(tables.agents) } })
  const [after, before] = [[1, 2, 3, 4].map(() => restored.next()), [1, 2, 3, 4].map(() => rotation.next())]
  print(`after a restart: ${after.join(' ')}; the same as without: ${after.join() === before.join()}`)
  print(`owed: ${['ana', 'ben', 'cem', 'dia'].map((id) => `${id} ${rotation.owed(id).toFixed(2)}`).join(', ')}`)
}

if (import.meta.filename === process.argv[1]) await main(console.log)
