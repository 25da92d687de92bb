import { existsSync } from 'node:fs'
import { join, posix } from 'node:path'
import { formatPath } from '../../src/errors.js'
import { checkPlan } from '../../src/plan/checkPlan.js'
import { readFiles, root, type TextFile, type Violation } from '../tidy/source.js'

/** What users read: the README and the pages of docs. Decisions and architecture are for those who change fairlead, and held to the same. */
export function readPages(): TextFile[] {
  return [...readFiles('docs'), ...readFiles('').filter(({ path }) => path === 'README.md')].filter(({ path }) => path.endsWith('.md'))
}

/** A fenced block. */
export interface Block {
  readonly page: string
  /** The word after the fence: `ts`, `json`. */
  readonly language: string
  readonly text: string
  /** The line of the page on which its text begins, from 1. */
  readonly line: number
}

export function blocksOf({ path, text }: TextFile): Block[] {
  const blocks: Block[] = []
  let open: { language: string; line: number; lines: string[] } | undefined
  text.split('\n').forEach((line, index) => {
    if (open === undefined) {
      const fence = /^```(\w*)\s*$/.exec(line)
      if (fence !== null) open = { language: fence[1] ?? '', line: index + 2, lines: [] }
    } else if (line.trimEnd() === '```') {
      blocks.push({ page: path, language: open.language, text: open.lines.join('\n'), line: open.line })
      open = undefined
    } else open.lines.push(line)
  })
  if (open !== undefined) throw new Error(`${path}:${open.line}: a fence that does not end`)
  return blocks
}

/** Blocks of JSON that are none, and plans among them that are wrong. */
export function badJson(pages: readonly TextFile[]): Violation[] {
  return pages.flatMap(blocksOf).flatMap((block): Violation[] => {
    if (block.language !== 'json') return []
    const path = `${block.page}:${block.line}`
    const value = parsed(block.text)
    if (value === undefined) return [{ path, message: 'no JSON' }]
    const plan = isPlan(value) ? value : planOfRules(value)
    if (plan === undefined) return []
    const checked = checkPlan(plan)
    return 'issues' in checked ? checked.issues.map((issue) => ({ path, message: `${formatPath(issue.path)}: ${issue.message}` })) : []
  })
}

export function plansOf(pages: readonly TextFile[]): unknown[] {
  return pages
    .flatMap(blocksOf)
    .filter(({ language }) => language === 'json')
    .map(({ text }) => parsed(text))
    .filter(isPlan)
}

function isPlan(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, 'rules')
}

/** A plan around a rule, or a list of rules, that stands alone. */
function planOfRules(value: unknown): unknown {
  const rules = (Array.isArray(value) ? value : [value]) as readonly unknown[]
  const isRule = (rule: unknown): boolean =>
    typeof rule === 'object' && rule !== null && Object.hasOwn(rule, 'name') && Object.hasOwn(rule, 'to')
  return rules.every(isRule) ? { fairlead: 1, name: 'rules', rules, otherwise: { to: {} } } : undefined
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const link = /\]\(([^)\s]+)\)/g

/** Relative links that lead nowhere: a file that is not there, a heading that the page does not have. */
export function deadLinks(pages: readonly TextFile[], isThere = (path: string): boolean => existsSync(join(root, path))): Violation[] {
  const headings = new Map(pages.map((page) => [page.path, new Set(headingsOf(page.text))]))
  return pages.flatMap(({ path, text }) =>
    [...prose(text).matchAll(link)].flatMap(([, target = '']): Violation[] => {
      if (/^[a-z]+:/.test(target)) return []
      const [file = '', anchor] = target.split('#')
      const leadsTo = file === '' ? path : posix.join(posix.dirname(path), file)
      if (!headings.has(leadsTo) && !isThere(leadsTo)) return [{ path, message: `links to ${target}, which is not there` }]
      const known = headings.get(leadsTo)
      return anchor === undefined || known === undefined || known.has(anchor)
        ? []
        : [{ path, message: `links to ${target}: no such heading` }]
    }),
  )
}

/** The text without fenced blocks and code spans: what looks like a link there is none. */
function prose(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, '')
}

/** Headings as GitHub makes anchors of them. */
function headingsOf(text: string): string[] {
  return [...text.replace(/^```[\s\S]*?^```/gm, '').matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) =>
    heading
      .toLowerCase()
      .replace(/[^\p{L}\p{N} _-]/gu, '')
      .replaceAll(' ', '-'),
  )
}

const named = /(?<![\w./-])((?:src|test|scripts|schema|docs|examples)\/[\w./-]+\.(?:ts|mjs|json|md))\b/g

/** Files of the repository that the text names and that are not there. */
export function missingFiles(pages: readonly TextFile[], isThere = (path: string): boolean => existsSync(join(root, path))): Violation[] {
  return pages.flatMap(({ path, text }) =>
    [...new Set([...text.matchAll(named)].map(([, file]) => file as string))]
      .filter((file) => !isThere(file))
      .map((file) => ({ path, message: `names ${file}, which is not there` })),
  )
}

/** Named tests, `"title"` (file): the quoted titles that the file does not have. */
export function missingTests(pages: readonly TextFile[], read: (path: string) => string | undefined): Violation[] {
  return pages.flatMap(({ path, text }) =>
    [...text.matchAll(/"([^"\n]+)"\s+in\s+`(test\/[\w./-]+\.ts)`/g)].flatMap(([, title = '', file = '']): Violation[] =>
      read(file)?.includes(title) === true ? [] : [{ path, message: `names the test "${title}", which ${file} does not have` }],
    ),
  )
}
