// A plain interval: every process of a fleet may have one, and each step is taken once.
import { createSweeper, memoryStore } from 'fairlead'
import { HOUR, openRouter, told } from './team.js'

export async function main(print: (line: string) => void): Promise<void> {
  let now = Date.parse('2026-03-02T09:00:00Z')
  const router = openRouter(memoryStore(), () => now)
  await router.route({ id: 'L1', country: 'DE' })
  now += HOUR
  const lines: string[] = []
  await new Promise<void>((resolve, reject) => {
    // In an application: `createSweeper({ router }).start()`, and `stop()` on SIGTERM.
    const sweepers = [1, 2, 3].map(() =>
      createSweeper({
        router,
        everyMs: 5,
        onError: reject,
        onReport: (report) => {
          lines.push(...told(report))
          now += HOUR / 2
          if (lines.length === 2) void Promise.all(sweepers.map((sweeper) => sweeper.stop())).then(() => resolve())
        },
      }),
    )
    for (const sweeper of sweepers) sweeper.start()
  })
  for (const line of lines) print(line)
}
