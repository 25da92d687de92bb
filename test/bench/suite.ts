/** What scripts/bench.mjs calls. */
export { bench, machine, whole } from './bench.js'
export { benchMatching, whole as wholeMatching } from './match/bench.js'
export { matchPageOf } from './match/report.js'
export { pageOf } from './report.js'
