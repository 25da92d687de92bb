import { campaign, report } from './campaign.js'

/** For scripts/simulateFaults.mjs: any number of runs from any seed; the first failure is told with the shortest script. */
export async function simulateFaults(from: number, runs: number, print: (line: string) => void): Promise<boolean> {
  const begun = performance.now()
  const {
    failures,
    hits,
    runs: done,
  } = await campaign({
    from,
    runs,
    onProgress: (count) => {
      if (count % 6400 === 0) print(`${count} runs, ${Math.round((performance.now() - begun) / 1000)} s`)
    },
  })
  const seconds = (performance.now() - begun) / 1000
  print(`${done} runs from seed ${from} in ${seconds.toFixed(1)} s. In how many of a hundred:`)
  for (const [what, count] of Object.entries(hits)) print(`${((count * 100) / done).toFixed(1).padStart(6)}  ${what}`)
  if (failures[0] !== undefined) print(await report(failures[0]))
  return failures.length === 0
}
