// Nothing is lost on the way: leads are kept before they are decided, messages are written with what they tell, deadlines wait in the store.
import { type Counts, createRelay, createRouter, type Deliver, defineRouting, memoryStore, type } from 'fairlead'

const MINUTE = 60_000

const routing = defineRouting({
  lead: type<{ id: string; country: string }>(),
  rep: type<{ id: string; territory?: string; role?: string }>(),
  channels: ['slack', 'pager'],
})

const plan = routing.plan({
  name: 'inbound',
  rules: [{ name: 'territory', to: { territory: { same: 'country' } }, notify: ['slack'] }],
  otherwise: { to: { role: 'manager' }, notify: ['slack'] },
})

export async function main(print: (line: string) => void): Promise<void> {
  let now = Date.parse('2026-01-05T09:00:00Z')
  const clock = (): number => now
  const store = memoryStore()
  const roster = [
    { id: 'ana', territory: 'DE' },
    { id: 'bob', territory: 'FR' },
    { id: 'mia', role: 'manager' },
  ]
  const router = createRouter({ plan, roster, store, clock, outbox: true })
  // Every owner has half an hour for the first contact. Set anew for each new owner, since it counts for one ownership.
  router.use(async (context, next) => {
    await next()
    if (context.decision?.kind !== 'assigned') return
    await router.deadline(context.key, { name: 'first contact', at: context.decision.at + 30 * MINUTE, channels: ['pager'] })
  })

  // What receives the messages drops what it has seen: a message comes at least once.
  const seen = new Set<string>()
  let slackIsDown = true
  const slack: Deliver = async ({ id, key, about }) => {
    if (slackIsDown) throw new Error('no answer from Slack')
    if (seen.has(id)) return
    seen.add(id)
    print(`  slack ${id}: ${about.rep} has a new lead ${key}`)
  }
  const pager: Deliver = async ({ id, key, about }, lead) =>
    print(`  pager ${id}: ${about.name} of ${key} is due, and ${lead.rep} has not called`)
  // In an application: relay.start(), and createSweeper({ router }).start().
  const relay = createRelay({ store, channels: { slack, pager }, clock, random: () => 0.5 })

  // A form handler keeps the lead, with `{ tx }` in the transaction of its own rows, and answers at once.
  for (const [id, country] of [
    ['L1', 'DE'],
    ['L2', 'FR'],
  ] as const) {
    const { accepted } = await router.accept({ id, country })
    print(`${id} accepted: ${accepted}`)
  }
  print(`L1 accepted again: ${(await router.accept({ id: 'L1', country: 'DE' })).accepted}`)
  print(waiting(await store.counts()))

  const { accepted } = await router.sweep()
  print(`a sweep: ${accepted.routed} routed; ${waiting(await store.counts())}`)

  const first = await relay.once()
  print(`the relay: ${first.delivered} delivered, ${first.again} to be tried again`)
  slackIsDown = false
  now += MINUTE
  const second = await relay.once()
  print(`a minute later: ${second.delivered} delivered`)

  await router.cancelDeadline('L1', { name: 'first contact' })
  now += 30 * MINUTE
  const { fired } = await router.sweep()
  print(`deadlines reached: ${fired.map(({ key, name }) => `${name} of ${key}`).join(', ')}`)
  await relay.once()

  await router.erase('L2')
  print(`after L2 was erased: ${waiting(await store.counts())}`)
}

function waiting({ accepted, messages, timers }: Counts): string {
  return `${accepted.waiting} leads, ${messages.waiting} messages, ${timers.set} deadlines wait`
}

if (import.meta.filename === process.argv[1]) await main(console.log)
