/** What scripts/bench.mjs calls. */
export { bench, machine, whole } from './bench.js'
export { benchMatching, joined, partsOf, whole as wholeMatching } from './match/bench.js'
export { matchPageOf } from './match/report.js'
export { pageOf } from './report.js'
