import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { root, type TextFile, type Violation } from '../tidy/source.js'
import { compile, compilers } from '../types/compiler.js'
import { type Block, blocksOf } from './markdown.js'

/** The TypeScript of the pages, laid out in a folder of the repository that git ignores. */
export interface Laid {
  readonly folder: string
  readonly files: readonly LaidFile[]
}

export interface LaidFile {
  readonly block: Block
  readonly path: string
  /** Whether its first line is `// @run`: it is run, and prints what its `// -> …` comments say. */
  readonly runs: boolean
}

/**
 * Writes each block of TypeScript to a file of its own, beside the other blocks of its page. A block whose first line is a file name
 * (`// team.ts`) gets that name, so that others can import it. Lines keep their numbers: an error points into the page.
 */
export function layOut(pages: readonly TextFile[]): Laid {
  mkdirSync(join(root, '.tmp'), { recursive: true })
  const folder = mkdtempSync(join(root, '.tmp', 'docs-'))
  try {
    const tsconfig = {
      extends: '../../tsconfig.json',
      compilerOptions: { noUnusedLocals: false, noUnusedParameters: false },
      include: ['.'],
    }
    writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify(tsconfig))
    const blocks = pages.flatMap(blocksOf).filter(({ language }) => language === 'ts')
    return { folder, files: blocks.map((block) => write(block, folder)) }
  } catch (error) {
    clear({ folder })
    throw error
  }
}

function write(block: Block, folder: string): LaidFile {
  const [first = ''] = block.text.split('\n')
  const name = /^\/\/ ([\w-]+\.ts)$/.exec(first)?.[1] ?? `line${block.line}.ts`
  const path = join(folder, block.page, name)
  mkdirSync(dirname(path), { recursive: true })
  // The flag is for two blocks of one name: the second must not take the place of the first unseen.
  writeFileSync(path, `${'\n'.repeat(block.line - 1)}${block.text}\n`, { flag: 'wx' })
  return { block, path, runs: first === '// @run' }
}

export function clear({ folder }: Pick<Laid, 'folder'>): void {
  rmSync(folder, { recursive: true, force: true })
}

/** What the compiler says against the blocks, each at its line of the page. */
export async function typeErrors({ folder }: Laid): Promise<Violation[]> {
  const { errors } = await compile(compilers[0], join(folder, 'tsconfig.json'))
  const inside = `${relative(root, folder)}/`
  return errors.map((error) => {
    const [, path = '', line = '', message = error] = /^(.+)\((\d+),\d+\): (.*)$/.exec(error) ?? []
    return { path: `${path.replace(inside, '').replace(/\/[^/]+\.ts$/, '')}:${line}`, message }
  })
}

/** What the block says it prints: the text after `// ->`, line by line. */
export function promisedOf({ text }: Block): string[] {
  return text.split('\n').flatMap((line) => /(?:^|\s)\/\/ -> (.*)$/.exec(line)?.[1]?.trimEnd() ?? [])
}
