// As whom servers run: PostgreSQL and PgBouncer refuse to run as root.
import { execFileSync } from 'node:child_process'
import { lchown, readdir } from 'node:fs/promises'
import { join } from 'node:path'

/** The `uid` and `gid` for spawn: of an unprivileged user if this process is root's, else none. */
export function serverAccount() {
  if (process.getuid?.() !== 0) return {}
  for (const name of ['postgres', 'nobody']) {
    const [uid, gid] = ['-u', '-g'].map((flag) => idOf(flag, name))
    if (uid > 0) return { uid, gid }
  }
  throw new Error('This process runs as root, PostgreSQL cannot, and there is neither a user postgres nor a user nobody.')
}

function idOf(flag, name) {
  try {
    return Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }))
  } catch {
    return -1
  }
}

/** Hands a path to that user, with all that is below if it is a folder. */
export async function handTo({ uid, gid }, path) {
  if (uid === undefined) return
  const below = await readdir(path, { recursive: true }).catch(() => [])
  await Promise.all([path, ...below.map((name) => join(path, name))].map((one) => lchown(one, uid, gid)))
}

/** What a server sees of the environment: nothing of the caller's that could change where or how it runs, such as PGDATA or LC_ALL. */
export const serverEnvironment = { PATH: process.env.PATH ?? '', LC_ALL: 'C', TZ: 'UTC' }
