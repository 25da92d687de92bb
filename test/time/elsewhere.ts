import { allTransitions, differences } from './probes.js'

// Run in a process of its own, whose machine is said to stand in another zone.
const every = Number(process.argv[2])
const some = allTransitions().filter((_, index) => index % every === 0)
const { timeZone } = new Intl.DateTimeFormat().resolvedOptions()
const offset = new Date(Date.UTC(2026, 0, 1)).getTimezoneOffset()
const found = some.flatMap((transition, index) => differences(transition, index))
console.log(JSON.stringify({ timeZone, offset, transitions: some.length, differences: found.slice(0, 5) }))
