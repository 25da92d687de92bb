// PgBouncer in transaction mode in front of a server, where the machine has one (Debian: apt-get install pgbouncer).
//
//   const bouncer = await startBouncer({ url: server.url, poolSize: 4 })
//   if (bouncer !== undefined) { connect to bouncer.url; await bouncer.stop() }
//
// Any database of the server can be reached through it: put its name into the url. Ends with its caller, as servers do (see server.mjs).
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { startWatched } from './watched.mjs'

export async function startBouncer({ url, poolSize = 10 }) {
  const binary = findBouncer()
  if (binary === undefined) return undefined
  const { stop, facts } = await startWatched({ kind: 'pooler', binary, url, poolSize })
  const bounced = new URL(url)
  bounced.host = `127.0.0.1:${facts().port}`
  bounced.password = ''
  return { url: bounced.href, stop }
}

export function findBouncer() {
  // Debian installs it where only root's PATH leads.
  const folders = [...(process.env.PATH ?? '').split(delimiter), '/usr/sbin', '/usr/local/sbin']
  return folders.map((folder) => join(folder, 'pgbouncer')).find(isExecutable)
}

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
