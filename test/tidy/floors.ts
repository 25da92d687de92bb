import type { Import, Source, Violation } from './source.js'

/** Which room stands on which floor. Imports go down only. An adapter is a room of its own; so is each file right under src/. */
const floors: Readonly<Record<string, number>> = {
  ground: 0,
  time: 1,
  text: 1,
  condition: 1,
  plan: 2,
  lookup: 2,
  strategy: 2,
  ledger: 2,
  state: 3,
  decide: 3,
  analysis: 3,
  metrics: 3,
  port: 4,
  territory: 4,
  presence: 5,
  router: 5,
  simulate: 5,
  adapter: 6,
  testing: 6,
  cli: 7,
  door: 8,
}

export const routerFloor = 5

/** A sibling on the same floor that may be imported, and why. */
interface Exception {
  readonly from: string
  readonly to: string
  readonly typeOnly?: true
  readonly why: string
}

export const exceptions: readonly Exception[] = [
  { from: 'plan', to: 'lookup', why: 'a compiled plan comes with the index of its conditions' },
  { from: 'strategy', to: 'ledger', why: 'a strategy picks by the credits of the ledger' },
  { from: 'simulate', to: 'router', why: 'a simulation takes leads in, reckons deadlines and books owners as the router does' },
  { from: 'simulate', to: 'presence', why: 'options are checked in one way' },
  { from: 'state', to: 'decide', typeOnly: true, why: 'a stored lead holds its decision' },
  { from: 'testing', to: 'adapter/memory', why: 'given/when/then routes for real, on the memory store' },
  { from: 'decide', to: 'state', typeOnly: true, why: 'a decision is made on the loads that the state records' },
  { from: 'analysis', to: 'decide', why: 'each lead that it shows is confirmed by what decides' },
  { from: 'metrics', to: 'decide', typeOnly: true, why: 'it reads decisions and their traces' },
  { from: 'metrics', to: 'state', typeOnly: true, why: 'it reads the entries of the audit trail' },
]

/** `src/condition/tree.ts` -> `condition`; `src/adapter/sqlite/index.ts` -> `adapter/sqlite`; `src/lead.ts` -> `ground`. */
export function roomOf(path: string): string {
  const [, first = '', second = '', third] = path.split('/')
  if (first === 'index.ts') return 'door'
  if (second === '') return 'ground'
  return first === 'adapter' && third !== undefined ? `adapter/${second}` : first
}

export function floorOf(room: string): number | undefined {
  const name = room.split('/')[0] ?? room
  return Object.hasOwn(floors, name) ? floors[name] : undefined
}

/** Imports that go up, or sideways without an exception; rooms that the table does not know. What stands right in `adapter/` is there for every adapter. */
export function floorViolations(sources: readonly Source[], allowed: readonly Exception[] = exceptions): Violation[] {
  return sources.flatMap((source) => {
    const from = roomOf(source.path)
    if (floorOf(from) === undefined) return [{ path: source.path, message: `no floor is known for the room ${from}` }]
    return source.imports.flatMap((found) => {
      const message = complaint(from, found, allowed)
      return message === undefined ? [] : [{ path: source.path, message }]
    })
  })
}

function complaint(from: string, found: Import, allowed: readonly Exception[]): string | undefined {
  if (found.target === undefined) return undefined
  if (!found.target.startsWith('src/')) return `${found.specifier} leads out of src`
  const to = roomOf(found.target)
  if (to === from || from.startsWith(`${to}/`)) return undefined
  const [fromFloor, toFloor] = [floorOf(from) ?? -1, floorOf(to) ?? Number.POSITIVE_INFINITY]
  if (toFloor < fromFloor) return undefined
  if (toFloor > fromFloor) return `${from} imports ${to}, which stands above it`
  const excused = allowed.some((one) => one.from === from && one.to === to && (one.typeOnly !== true || found.typeOnly))
  return excused ? undefined : `${from} imports its sibling ${to}`
}

/** Exceptions that nobody needs any more. */
export function idleExceptions(sources: readonly Source[]): Exception[] {
  return exceptions.filter(
    (one) =>
      floorViolations(
        sources,
        exceptions.filter((other) => other !== one),
      ).length === floorViolations(sources).length,
  )
}

// What adapters may use at run time: errors and ports, the shapes of what is stored, what they share, and time: it decides nothing, and two
// ways of reckoning with zones would differ where clocks change.
const isData = (target: string) =>
  ['ground', 'port', 'state', 'adapter', 'time'].includes(roomOf(target)) || target === 'src/ledger/state.ts'

/** An adapter holds to ports and data: at run time it needs nothing of the rooms that decide. */
export function adapterViolations(sources: readonly Source[]): Violation[] {
  return sources
    .filter((source) => source.path.startsWith('src/adapter/'))
    .flatMap((source) =>
      source.imports
        .filter(({ target, typeOnly }) => target !== undefined && !typeOnly && roomOf(target) !== roomOf(source.path) && !isData(target))
        .map(({ specifier }) => ({ path: source.path, message: `an adapter imports more than types from ${specifier}` })),
    )
}
