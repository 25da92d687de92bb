// pg-boss, in the database that the leads are in: whichever process gets the job sweeps.
import { postgresStore } from 'fairlead/postgres'
import pg from 'pg'
import PgBoss from 'pg-boss'
import { HOUR, openRouter, told } from './team.js'

export async function main(print: (line: string) => void, url: string): Promise<void> {
  const pool = new pg.Pool({ connectionString: url })
  const store = postgresStore(pool)
  await store.migrate()
  const router = openRouter(store)
  const { kind, lead } = await router.route({ id: 'L1', country: 'DE' })
  print(`${lead} is ${kind}`)

  const boss = new PgBoss(url)
  const failed = new Promise<never>((_, reject) => boss.on('error', reject))
  await boss.start()
  await boss.createQueue('sweep')
  // Every minute. Two sweeps at once do no harm, so the queue needs no policy.
  await boss.schedule('sweep', '* * * * *')
  print(`scheduled: ${(await boss.getSchedules()).map(({ name, cron }) => `${name} ${cron}`).join()}`)
  const swept = new Promise<void>((resolve, reject) => {
    const work = async ([job]: PgBoss.Job<{ inHours?: number }>[]): Promise<void> => {
      // In an application: `router.sweep()`. Here somebody looks into the future.
      const report = await router.sweep(Date.now() + (job?.data?.inHours ?? 0) * HOUR)
      for (const line of told(report)) print(line)
      if (report.escalated.length > 0) resolve()
    }
    boss.work('sweep', { pollingIntervalSeconds: 0.5 }, work).catch(reject)
  })
  await boss.send('sweep', { inHours: 1 })
  await Promise.race([swept, failed])
  await boss.stop({ graceful: true, wait: true })
  await pool.end()
}
