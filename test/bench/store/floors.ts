import { execFile, execFileSync } from 'node:child_process'
import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import pg from 'pg'
import { load, type Round } from './load.js'

const run = promisify(execFile)

const tables = `
  create table floor_rotation (name text primary key, turn bigint not null);
  insert into floor_rotation values ('hot', 0);
  create table floor_leads (id bigserial primary key, key text not null, owner text not null)`

const lock = `select turn from floor_rotation where name = 'hot' for no key update`
const insert = `insert into floor_leads (key, owner) values ('lead', 'rep')`
const update = `update floor_rotation set turn = turn + 1 where name = 'hot'`

export async function makeFloorTables(url: string): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  await client.query(tables)
  await client.end()
}

/** The smallest honest transaction for one lead, by the driver that the store uses: nothing is decided, kept or told. */
export async function driverFloor(url: string, connections: number, ms: number): Promise<Round> {
  const clients = Array.from({ length: connections }, () => new pg.Client({ connectionString: url }))
  await Promise.all(clients.map((client) => client.connect()))
  const free = [...clients]
  try {
    return await load(connections, ms, async () => {
      const client = free.pop() as pg.Client
      for (const statement of ['begin', lock, insert, update, 'commit']) await client.query(statement)
      free.push(client)
    })
  } finally {
    await Promise.all(clients.map((client) => client.end()))
  }
}

export function hasPgbench(): boolean {
  try {
    execFileSync('pgbench', ['--version'], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** The same transaction by PostgreSQL's own benchmark. It tells no percentiles: the mean stands for both. */
export async function pgbenchFloor(url: string, clients: number, ms: number, folder: string): Promise<Round> {
  const script = join(folder, 'floor.sql')
  writeFileSync(script, ['begin', lock, insert, update, 'commit'].map((statement) => `${statement};\n`).join(''))
  // Opening 64 connections may take seconds by itself, and is in the time that it is given: without a figure, it gets more.
  for (let seconds = Math.max(3, Math.round(ms / 1000)); ; seconds *= 2) {
    const { stdout } = await run('pgbench', ['-n', '-f', script, '-c', String(clients), '-j', '1', '-T', String(seconds), url])
    const perSecond = Number(/tps = ([\d.]+)/.exec(stdout)?.[1])
    const mean = Number(/latency average = ([\d.]+)/.exec(stdout)?.[1])
    if (perSecond > 0 && mean > 0) return { leads: Math.round(perSecond * seconds), perSecond, p50: mean, p99: mean }
    if (seconds > 60) throw new Error(`pgbench tells no figures: ${stdout}`)
  }
}

/** Rows of leads, 256 in a statement, and nothing else: no transaction of 256 leads is quicker. */
export async function limit(url: string, ms: number): Promise<Round> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  try {
    const { perSecond, ...rest } = await load(1, ms, () =>
      client.query(`insert into floor_leads (key, owner) select 'lead', 'rep' from generate_series(1, 256)`),
    )
    return { ...rest, leads: rest.leads * 256, perSecond: perSecond * 256 }
  } finally {
    await client.end()
  }
}
