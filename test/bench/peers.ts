import { createRequire } from 'node:module'
import type { Contestant } from './contestant.js'

// None of these ships types that fit, so that what is used of each is written down here.
const require = createRequire(import.meta.url)

interface Peer {
  readonly id: string
  readonly weight: number
}
const Peers = require('weighted-round-robin') as new () => { add(peer: Peer): string; get(): Peer }
const Pool = require('wrr-pool') as new () => { add(value: string, weight: number): void; next(): string }
const balance = require('loadbalance') as {
  roundRobin(pool: readonly string[] | { object: string; weight: number }[]): { pick(): string }
}
const { SequentialRoundRobin } = require('round-robin-js') as {
  SequentialRoundRobin: new (values: readonly string[]) => { next(): { readonly value: string } }
}

const fromNpm = { from: 'npm', weighs: true, skips: false, exact: true } as const

export const weightedRoundRobin: Contestant = {
  ...fromNpm,
  name: 'weighted-round-robin 2.0.2',
  rule: 'smooth weighted, a scan of an object (`get`); every sum starts at the weight instead of 0',
  slow: true,
  start: (team) => {
    const peers = new Peers()
    for (const { id, weight } of team) peers.add({ id, weight })
    return () => peers.get().id
  },
}

export const wrrPool: Contestant = {
  ...fromNpm,
  name: 'wrr-pool 1.1.4',
  rule: 'as LVS: round after round with a falling limit, everybody whose weight reaches it (`next`)',
  start: (team) => {
    const pool = new Pool()
    // `add` goes through the whole pool each time: starting with 10,000 takes seconds, picking does not.
    for (const { id, weight } of team) pool.add(id, weight)
    return () => pool.next()
  },
}

export const loadbalance: Contestant = {
  ...fromNpm,
  name: 'loadbalance 1.0.0',
  rule: 'a pointer into a list that has each rep as often as its weight, in a row, the heaviest first (`roundRobin(pool).pick`)',
  start: (team) => {
    const isEqual = team.every(({ weight }) => weight === 1)
    const engine = balance.roundRobin(isEqual ? team.map(({ id }) => id) : team.map(({ id, weight }) => ({ object: id, weight })))
    return () => engine.pick()
  },
}

export const roundRobinJs: Contestant = {
  ...fromNpm,
  name: 'round-robin-js 3.0.10',
  rule: 'a pointer into a linked list (`SequentialRoundRobin.next`)',
  weighs: false,
  start: (team) => {
    const turns = new SequentialRoundRobin(team.map(({ id }) => id))
    return () => turns.next().value
  },
}
