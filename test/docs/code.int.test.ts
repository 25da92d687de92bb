import { format } from 'node:util'
import { afterAll, describe, expect, test, vi } from 'vitest'
import { clear, type Laid, type LaidFile, layOut, promisedOf, typeErrors } from './code.js'
import { readPages } from './markdown.js'

// Compiling every page takes a minute where others are at work.
vi.setConfig({ testTimeout: 300_000 })

const laid = layOut(readPages())
afterAll(() => clear(laid))

const running = laid.files.filter(({ runs }) => runs)

/** Runs a block and returns what it prints. */
async function printedBy({ path }: LaidFile): Promise<string[]> {
  const lines: string[] = []
  const log = vi.spyOn(console, 'log').mockImplementation((...values) => void lines.push(...format(...values).split('\n')))
  try {
    await import(/* @vite-ignore */ path)
  } finally {
    log.mockRestore()
  }
  return lines
}

test('every block of TypeScript compiles', { timeout: 300_000 }, async () => {
  expect(laid.files.length).toBeGreaterThan(20)
  expect(await typeErrors(laid)).toEqual([])
})

describe('every block marked to be run prints what it promises', () => {
  test('there are some', () => {
    expect(running.length).toBeGreaterThan(10)
  })

  test.each(running.map((file) => [`${file.block.page}:${file.block.line}`, file] as const))('%s', async (_, file) => {
    const promised = promisedOf(file.block)
    expect(promised.length).toBeGreaterThan(0)
    expect(await printedBy(file)).toEqual(promised)
  })

  test('a promise without `// @run` would not be kept', () => {
    expect(
      laid.files.filter((file) => !file.runs && promisedOf(file.block).length > 0).map(({ block }) => `${block.page}:${block.line}`),
    ).toEqual([])
  })
})

describe('the checks can fail', () => {
  const fence = '```'
  const withPage = async <Result>(text: string, use: (laid: Laid) => Promise<Result>): Promise<Result> => {
    const page = layOut([{ path: 'docs/page.md', text }])
    try {
      return await use(page)
    } finally {
      clear(page)
    }
  }

  test('a type error is found at its line of the page', async () => {
    const text = `# Page\n\n${fence}ts\nimport { memoryStore } from 'fairlead'\nmemoryStore().nothing\n${fence}\n`
    expect(await withPage(text, typeErrors)).toEqual([{ path: 'docs/page.md:5', message: expect.stringMatching(/TS2339/) }])
  })

  test('an expected error that does not come is found', async () => {
    const text = `${fence}ts\nimport { memoryStore } from 'fairlead'\n// @ts-expect-error\nmemoryStore()\n${fence}\n`
    expect(await withPage(text, typeErrors)).toEqual([{ path: 'docs/page.md:3', message: expect.stringMatching(/TS2578/) }])
  })

  test('two blocks of one name are refused', () => {
    const block = `${fence}ts\n// team.ts\nexport const team = 1\n${fence}\n`
    expect(() => layOut([{ path: 'docs/page.md', text: block + block }])).toThrow(/EEXIST/)
  })

  test('a block that prints something else is found', async () => {
    const text = `${fence}ts\n// team.ts\nexport const team = [{ id: 'ana' }]\n${fence}\n\n${fence}ts\n// @run\nimport { team } from './team.js'\nconsole.log(team[0]?.id) // -> bob\n${fence}\n`
    await withPage(text, async ({ files }) => {
      const file = files[1] as LaidFile
      expect(promisedOf(file.block)).toEqual(['bob'])
      expect(await printedBy(file)).toEqual(['ana'])
    })
  })
})
