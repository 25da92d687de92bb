// What the schedulers' examples share: a plan whose leads escalate, and a router for it.
import { createRouter, defineRouting, type Store, type SweepReport, type } from 'fairlead'

const routing = defineRouting({
  lead: type<{ id: string; country: string }>(),
  rep: type<{ id: string; territory?: string; backup?: string; manager?: string }>(),
  channels: ['slack'],
})

/** An hour to reach the person; then it goes to the backup, and an hour later to the manager. */
export const plan = routing.plan({
  name: 'inbound',
  rules: [
    {
      name: 'territory',
      to: { territory: { same: 'country' } },
      escalate: [
        { after: { hours: 1 }, to: 'backup', notify: ['slack'] },
        { after: { hours: 1 }, to: 'manager', notify: ['slack'] },
      ],
    },
  ],
  otherwise: { to: { id: 'mia' } },
})

export const roster = [
  { id: 'ana', territory: 'DE', backup: 'bob', manager: 'mia' },
  { id: 'bob', territory: 'FR', manager: 'mia' },
  { id: 'mia' },
]

export const HOUR = 3_600_000

export function openRouter(store: Store, clock?: () => number) {
  return createRouter({ plan, roster, store, ...(clock === undefined ? {} : { clock }) })
}

/** `L1 went from ana to bob`, for each lead that a sweep gave to somebody else. */
export function told({ escalated }: SweepReport): string[] {
  return escalated.flatMap((one) => (one.kind === 'assigned' ? `${one.lead} went from ${one.escalated?.from} to ${one.rep}` : []))
}
