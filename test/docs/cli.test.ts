import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { fairlead } from '../cli/inProcess.js'

const page = readFileSync(new URL('../../docs/cli.md', import.meta.url), 'utf8')

/** The help texts in a page, by command. */
function helpTextsOf(text: string): ReadonlyMap<string, string> {
  return new Map([...text.matchAll(/<!-- help: (\w+) -->\n```text\n([\s\S]*?)\n```/g)].map(([, name = '', help = '']) => [name, help]))
}

const texts = helpTextsOf(page)

test('docs/cli.md tells of every command', async () => {
  const { out } = await fairlead('.', ['--help'])
  const commands = [...out.matchAll(/^ {2}fairlead (\w+)/gm)].map(([, name]) => name)
  expect(commands.length).toBeGreaterThan(3)
  expect([...texts.keys()]).toEqual(commands)
})

test.each([...texts])('docs/cli.md has the help text of %s; if not: npm run docs:cli', async (name, text) => {
  const { out, code } = await fairlead('.', ['help', name])
  expect(code).toBe(0)
  expect(text).toBe(out.trimEnd())
})

test('a changed help text is found', async () => {
  const { out } = await fairlead('.', ['help', 'check'])
  const changed = helpTextsOf(page.replace('Checks a plan file', 'Checks a plan')).get('check')
  expect(changed).toBeDefined()
  expect(changed).not.toBe(out.trimEnd())
})
