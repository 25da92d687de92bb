import { plainChain, tunedChain } from './chain.js'
import { index as indexOf, interpreter as interpreterOf, type Match } from './fairlead.js'
import { logic, rulesEngine, siftChain, ucastChain, zen } from './peers.js'
import type { Lead, Workload } from './workload.js'

/** Matches so many leads from one on; @returns the rule of the last one. */
export type Run = (leads: readonly Lead[], from: number, count: number) => number | Promise<number>

export interface Contestant {
  readonly name: string
  readonly from: 'fairlead' | 'npm' | 'by hand'
  /** What it is, in a few words. */
  readonly what: string
  /** The largest number of rules with which it is measured: beyond, one lead takes longer than a round. */
  readonly most: number
  readonly slow?: true
  make(workload: Workload): Run
}

/** Each has a loop of its own: a loop over several engines would be slow for all. */
function running(match: Match): Run {
  return (leads, from, count) => {
    let found = -1
    for (let at = from; at < from + count; at += 1) found = match(leads[at % leads.length] as Lead)
    return found
  }
}

function awaiting(match: (lead: Lead) => Promise<number>): Run {
  return async (leads, from, count) => {
    let found = -1
    for (let at = from; at < from + count; at += 1) found = await match(leads[at % leads.length] as Lead)
    return found
  }
}

export const index: Contestant = {
  name: 'fairlead, index',
  from: 'fairlead',
  what: 'what a router uses',
  most: Number.POSITIVE_INFINITY,
  make: (workload) => running(indexOf(workload)),
}

export const contestants: readonly Contestant[] = [
  index,
  {
    name: 'fairlead, interpreter',
    from: 'fairlead',
    what: 'the specification: one rule after another',
    most: 10_000,
    slow: true,
    make: (workload) => running(interpreterOf(workload)),
  },
  {
    name: 'if-chain',
    from: 'by hand',
    what: 'as one writes it: `lead.company?.country`, lists with `includes`, long ones as sets',
    most: 1_000,
    make: (workload) => running(plainChain(workload)),
  },
  {
    name: 'if-chain, tuned',
    from: 'by hand',
    what: 'the company read once, every list written out as comparisons',
    most: 1_000,
    make: (workload) => running(tunedChain(workload)),
  },
  {
    name: 'json-logic-engine 5.0.7',
    from: 'npm',
    what: 'one `if` with all rules, compiled (`build`)',
    most: 1_000,
    slow: true,
    make: (workload) => running(logic(workload)),
  },
  {
    name: '@ucast/mongo2js 2.0.0',
    from: 'npm',
    what: 'a compiled query (`guard`) for each rule, one after another',
    most: 1_000,
    slow: true,
    make: (workload) => running(ucastChain(workload)),
  },
  {
    name: 'sift 17.1.4',
    from: 'npm',
    what: 'a compiled query for each rule, one after another',
    most: 1_000,
    slow: true,
    make: (workload) => running(siftChain(workload)),
  },
  {
    name: '@gorules/zen-engine 0.54.0',
    from: 'npm',
    what: 'a decision table with hit policy `first`, native code',
    most: 1_000,
    slow: true,
    make: (workload) => awaiting(zen(workload)),
  },
  {
    name: 'json-rules-engine 7.3.1',
    from: 'npm',
    what: 'falling priorities, `stop` at the first event',
    most: 1_000,
    slow: true,
    make: (workload) => awaiting(rulesEngine(workload)),
  },
]
