// Runs the unit tests under every Node version the package promises: node scripts/testNodes.mjs [majors] [vitest arguments]
import { execFileSync, spawnSync } from 'node:child_process'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const isMajor = (argument) => /^\d+$/.test(argument)
const asked = process.argv.slice(2).filter(isMajor)
const majors = asked.length > 0 ? asked : ['20', '22', '24']
const rest = process.argv.slice(2).filter((argument) => !isMajor(argument))

const outcomes = majors.map((major) => {
  const own = process.versions.node.split('.')[0] === major
  const node = own
    ? process.execPath
    : execFileSync('npx', ['-y', '-p', `node@${major}`, 'node', '-p', 'process.execPath'], {
        encoding: 'utf8',
        stdio: ['ignore', 'pipe', 'inherit'],
      }).trim()
  const version = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim()
  console.log(`\n== Node ${version}`)
  const { status } = spawnSync(node, [join(root, 'node_modules/vitest/vitest.mjs'), 'run', '--project', 'unit', ...rest], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit'],
    // Tests that start processes of their own find this Node, too.
    env: { ...process.env, PATH: `${dirname(node)}:${process.env.PATH}` },
  })
  return { version, status }
})

console.log('')
for (const { version, status } of outcomes) console.log(`${version}  ${status === 0 ? 'passed' : 'FAILED'}`)
process.exitCode = outcomes.every(({ status }) => status === 0) ? 0 : 1
