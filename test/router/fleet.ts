import { memoryStore } from '../../src/adapter/memory/memoryStore.js'
import { createRouter, isRoutingError, type Plan, type Rep, type Router, type RouterOptions } from '../../src/index.js'
import { countedSalts, handClock } from './team.js'

export const reps: readonly Rep[] = [
  { id: 'ana', team: 'a' },
  { id: 'bob', team: 'b' },
]
/** A plan whose leads go to a team. */
export const to = (team: string, fields: Partial<Plan> = {}): Plan => ({
  fairlead: 1,
  name: `to ${team}`,
  rules: [{ name: 'team', to: { team } }],
  otherwise: { to: {} },
  ...fields,
})
export const by = (author: string, reason = 'because') => ({ author, reason })

/** Several routers on one store, each with a clock of its own. */
export function fleet(count = 2, options: Partial<RouterOptions> = {}) {
  const store = options.store ?? memoryStore()
  const salt = countedSalts()
  const members = Array.from({ length: count }, () => {
    const clock = handClock()
    return { clock, router: createRouter({ plan: to('a'), roster: reps, clock, salt, store, ...options }) }
  })
  let leads = 0
  const decided = async (router: Router) => {
    const { trace, kind, ...routed } = await router.route({ id: `L${leads++}` })
    return [kind === 'assigned' ? (routed as { rep?: string }).rep : 'queue', trace.plan.version]
  }
  return { store, members, routers: members.map(({ router }) => router) as [Router, Router], decided }
}

/** What a promise is rejected with. */
export async function issueOf(
  promise: Promise<unknown>,
): Promise<{ readonly code: string; readonly paths: readonly string[]; readonly text: string }> {
  return promise.then(
    () => ({ code: 'none', paths: [], text: '' }),
    (error: unknown) =>
      isRoutingError(error)
        ? { code: error.code, paths: error.issues.map(({ path }) => path.join('.')), text: error.message }
        : { code: String(error), paths: [], text: '' },
  )
}
