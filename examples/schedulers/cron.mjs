// For a crontab: one sweep, and the process ends. Runs that overlap do no harm.
//
//   * * * * * cd /srv/leads && node cron.mjs leads.db >> sweep.log
import { argv } from 'node:process'
import { fileURLToPath } from 'node:url'
import { createRouter } from 'fairlead'
import { sqliteStore } from 'fairlead/sqlite'

const hour = { hours: 1 }

/** The same plan as that of the processes that route. In an application both read it from one place. */
export const plan = {
  fairlead: 1,
  name: 'inbound',
  channels: ['slack'],
  rules: [{ name: 'territory', to: { territory: { same: 'country' } }, escalate: [{ after: hour, to: 'backup', notify: ['slack'] }] }],
  otherwise: { to: { id: 'mia' } },
}
export const roster = [{ id: 'ana', territory: 'DE', backup: 'bob' }, { id: 'bob', territory: 'FR' }, { id: 'mia' }]

/** @param now for those who know the time better: the instant that a scheduler meant */
export async function sweepOnce(file, print, now) {
  const store = sqliteStore(file)
  try {
    const router = createRouter({ plan, roster, store })
    const { accepted, fired, escalated, placed, held } = await router.sweep(now)
    print(`${accepted.routed} routed, ${fired.length} deadlines, ${escalated.length} escalated, ${placed.length} placed, ${held} held`)
  } finally {
    await store.end()
  }
}

const [, script, file] = argv
if (script === fileURLToPath(import.meta.url)) await sweepOnce(file ?? 'leads.db', console.log)
