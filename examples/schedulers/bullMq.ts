// BullMQ: a job scheduler in Redis, one call in the worker.
import { Queue, Worker } from 'bullmq'
import { memoryStore } from 'fairlead'
import { Redis } from 'ioredis'
import { HOUR, openRouter, told } from './team.js'

export async function main(print: (line: string) => void, redis: { readonly host: string; readonly port: number }): Promise<void> {
  let now = Date.parse('2026-03-02T09:00:00Z')
  const router = openRouter(memoryStore(), () => now)
  await router.route({ id: 'L1', country: 'DE' })
  now += HOUR

  const connection = new Redis({ ...redis, maxRetriesPerRequest: null })
  const queue = new Queue('sweep', { connection })
  // In an application: every 5,000 milliseconds or so.
  await queue.upsertJobScheduler('sweep', { every: 50 })
  // Not `new Worker('sweep', router.sweep)`: that would hand the job to the sweep as its time, which it refuses.
  const lines: string[] = []
  let worker: Worker | undefined
  await new Promise<void>((resolve, reject) => {
    const sweepOnce = async (): Promise<void> => {
      lines.push(...told(await router.sweep()))
      now += HOUR / 2
      if (lines.length === 2) resolve()
    }
    worker = new Worker('sweep', sweepOnce, { connection })
    worker.on('failed', (_, error) => reject(error))
    worker.on('error', reject)
  })
  for (const line of lines) print(line)
  await queue.removeJobScheduler('sweep')
  await worker?.close()
  await queue.close()
  connection.disconnect()
}
