// Completes package-lock.json after `npm install`: node scripts/completeLock.mjs [lock file]
//
// A registry mirror may lack the binaries of other platforms. npm 11 then leaves their entries out of the lock file, and `npm ci`
// refuses the very file that `npm install` wrote (npm/cli#9846). The entries that are missing follow from what is there.
import { readFileSync, writeFileSync } from 'node:fs'

const systems = ['aix', 'android', 'darwin', 'freebsd', 'linux', 'netbsd', 'openbsd', 'openharmony', 'sunos', 'win32']
const processors = {
  arm: 'arm',
  arm64: 'arm64',
  armv7: 'arm',
  ia32: 'ia32',
  loong64: 'loong64',
  mips64el: 'mips64el',
  ppc64: 'ppc64',
  ppc64le: 'ppc64',
  riscv64: 'riscv64',
  s390x: 's390x',
  x64: 'x64',
}
const libraries = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }

// `@rollup/rollup-linux-x64-musl` -> { os: ['linux'], cpu: ['x64'], libc: ['musl'] }
function platformOf(name) {
  const words = name.split(/[/-]/)
  // Runs anywhere, and npm installs it where that is asked for.
  if (words.includes('wasm32')) return { cpu: ['wasm32'] }
  const os = systems.filter((system) => words.includes(system))
  const cpu = Object.keys(processors)
    .filter((processor) => words.includes(processor))
    .map((processor) => processors[processor])
  const libc = Object.keys(libraries)
    .filter((library) => words.includes(library))
    .map((library) => libraries[library])
  if (os.length !== 1 || cpu.length !== 1) throw new Error(`${name}: its platform does not follow from its name`)
  return { os, cpu, ...(libc.length === 1 && os[0] === 'linux' ? { libc } : {}) }
}

const path = process.argv[2] ?? 'package-lock.json'
const lock = JSON.parse(readFileSync(path, 'utf8'))
const isThere = (parent, name) => `${parent}/node_modules/${name}` in lock.packages || `node_modules/${name}` in lock.packages

const missing = Object.entries(lock.packages).flatMap(([parent, { dev, engines, optionalDependencies = {} }]) =>
  Object.entries(optionalDependencies)
    .filter(([name, version]) => !isThere(parent, name) && /^\d+\.\d+\.\d+$/.test(version))
    .map(([name, version]) => [
      `node_modules/${name}`,
      { version, ...platformOf(name), ...(dev ? { dev } : {}), ...(engines ? { engines } : {}), optional: true },
    ]),
)

// As npm sorts.
const byName = ([a], [b]) => a.localeCompare(b, 'en')
lock.packages = Object.fromEntries([...Object.entries(lock.packages), ...missing].sort(byName))
writeFileSync(path, `${JSON.stringify(lock, null, 2)}\n`)
console.log(`${missing.length} entries added`)
