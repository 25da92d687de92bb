import { thousands } from '../fairness/numbers.js'
import { type Case, canDo, type Weights, weightsInWords } from './cases.js'
import type { Contestant } from './contestant.js'
import type { Decisions } from './decisions.js'
import { loop } from './pickers.js'
import type { Timed } from './race.js'
import type { Spread } from './spread.js'
import type { Watched } from './verify.js'
import type { Written } from './written.js'

export interface CaseResult {
  readonly of: Case
  readonly watched: readonly Watched[]
  readonly timed: readonly Timed[]
}

export interface Results {
  readonly contestants: readonly Contestant[]
  readonly cases: readonly CaseResult[]
  readonly written: readonly Written[]
  readonly decisions: readonly Decisions[]
  readonly rounds: number
  readonly ms: number
  readonly leads: number
  /** Processor, cores, Node and day. */
  readonly machine: string
}

/** The tables of docs/performance-picks.md. */
export function tables(results: Results): string {
  const { contestants, cases, written, decisions } = results
  const sizes = [...new Set(cases.map(({ of }) => of.size))]
  const scenes = [true, false].flatMap((everybody) =>
    (['equal', 'five', 'distinct'] as const).map((weights) => sceneTable(contestants, cases, sizes, weights, everybody)),
  )
  return [
    ...scenes,
    '### Picks a second',
    'Of `createRotation`, for orientation only: the ratios above are what can be compared.',
    orientation(cases, sizes),
    '### Questions about absence',
    `For each lead, with five weights, ${seventy}. A question is what a calendar or a presence service has to answer.`,
    questions(contestants, cases, sizes),
    '## What one lead writes',
    `Bytes of JSON that a database has to write for one lead, on average, five weights. "In credits" is the form without a level, in which every contender's credit
changes at each lead. "Asking" is a rotation with \`next(unless)\`, "told" one with \`pause\` and \`set\`, both while 30 % are away at random, which is
far more coming and going than a team has.`,
    writtenTable(written),
    '## Whole decisions',
    `\`router.route\` on \`memoryStore()\`, one rule with five weights that selects the whole team, no ports, mode \`exact\`: the lead is copied and checked, decided,
booked, entered into the chained audit trail and answered. Leads a second (with the quartiles), for orientation; "beside 10 reps" compares within a round of interleaved
runs. The last two are the audit entry and the lead's record, its trace in it, in bytes of JSON.`,
    decisionsTable(decisions),
  ].join('\n\n')
}

const seventy = 'each rep there for 70 % of the leads'

function sceneTable(
  contestants: readonly Contestant[],
  cases: readonly CaseResult[],
  sizes: readonly number[],
  weights: Weights,
  everybody: boolean,
): string {
  const results = sizes.map((size) => cases.find(({ of }) => of.size === size && of.weights === weights && of.everybody === everybody))
  const able = contestants.filter((contestant) => results.some((result) => result !== undefined && canDo(contestant, result.of)))
  const rows = able.map((contestant) => [
    contestant.name,
    ...results.flatMap((result) => {
      const timed = result?.timed.find((one) => one.contestant === contestant)
      const watched = result?.watched.find((one) => one.contestant === contestant)
      if (result === undefined || timed === undefined || watched === undefined) return ['', '']
      return [spread(timed.ratio), contestant === loop ? '–' : deviation(watched, Math.max(...result.watched.map(({ leads }) => leads)))]
    }),
  ])
  const head = ['', ...sizes.flatMap((size) => [`${thousands(size)} reps`, 'off by'])]
  const unable = contestants.filter((one) => !able.includes(one) && one !== loop && one.onlyAbsence !== true)
  return [
    `### ${capital(weightsInWords[weights])}, ${everybody ? 'everybody there' : seventy}`,
    table(head, rows),
    ...(unable.length === 0
      ? []
      : [
          `No: ${unable.map(({ name, weighs, skips }) => `${name} (${lacking(weighs || weights === 'equal', skips || everybody)})`).join(', ')}.`,
        ]),
  ].join('\n\n')
}

function lacking(weighs: boolean, skips: boolean): string {
  return [...(weighs ? [] : ['weights']), ...(skips ? [] : ['absence'])].join(', ')
}

/** Marked where it was watched over fewer leads than the others. */
function deviation({ worst, leads }: Watched, others: number): string {
  return `${short(worst)}${leads < others ? ` in ${thousands(leads)}` : ''}`
}

function orientation(cases: readonly CaseResult[], sizes: readonly number[]): string {
  const scenes = cases.filter(({ of }) => of.size === sizes[0])
  const rows = scenes.map(({ of: scene }) => [
    `${weightsInWords[scene.weights]}, ${scene.everybody ? 'everybody there' : '70 %'}`,
    ...sizes.map((size) => {
      const result = cases.find(({ of }) => of.size === size && of.weights === scene.weights && of.everybody === scene.everybody)
      return round(result?.timed[0]?.picksPerSecond ?? 0)
    }),
  ])
  return table(['', ...sizes.map((size) => `${thousands(size)} reps`)], rows)
}

function questions(contestants: readonly Contestant[], cases: readonly CaseResult[], sizes: readonly number[]): string {
  const rows = contestants
    .filter(({ skips }) => skips)
    .map((contestant) => [
      contestant.name,
      ...sizes.map((size) => {
        const watched = cases
          .filter(({ of }) => of.size === size && !of.everybody)
          .map((result) => result.watched.find((one) => one.contestant === contestant))
        // Where there is a run with five weights, that one; a rule without weights has its run with equal ones.
        const run = watched[1] ?? watched[0]
        return run === undefined ? '' : short(run.asked)
      }),
    ])
  return table(['', ...sizes.map((size) => `${thousands(size)} reps`)], rows)
}

function writtenTable(written: readonly Written[]): string {
  return table(
    ['', 'everybody there', 'asking', 'told', 'in credits', 'state, each rep', 'heap, each rep'],
    written.map(({ size, change, skipping, told, direct, stateOfRep, heapOfRep }) => [
      `${thousands(size)} reps`,
      ...[change, skipping, told, direct, stateOfRep].map(whole),
      heapOfRep === undefined ? 'not known' : whole(heapOfRep),
    ]),
  )
}

function decisionsTable(decisions: readonly Decisions[]): string {
  const first = decisions[0]
  return table(
    ['', 'one by one', `beside ${first?.size ?? 0} reps`, '`routeMany`', 'audit entry', 'record'],
    decisions.map(({ size, oneByOne, beside, many, auditBytes, recordBytes }) => [
      `${thousands(size)} reps`,
      spread(oneByOne),
      spread(beside),
      spread(many),
      whole(auditBytes),
      whole(recordBytes),
    ]),
  )
}

export function rulesTable(contestants: readonly Contestant[]): string {
  return table(
    ['', 'From', 'Rule, as its code shows', 'Weights', 'Absence'],
    contestants
      .filter((one) => one !== loop)
      .map(({ name, from, rule, weighs, skips }) => [name, from, rule, weighs ? 'yes' : 'no', skips ? 'yes' : 'no']),
    'words',
  )
}

/** In Markdown; the columns after the first hold figures, or words. */
export function table(head: readonly string[], rows: readonly (readonly string[])[], of: 'figures' | 'words' = 'figures'): string {
  const line = (cells: readonly string[]): string => `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`
  return [line(head), line(head.map((_, column) => (column === 0 || of === 'words' ? '---' : '---:'))), ...rows.map(line)].join('\n')
}

export function spread({ low, median, high }: Spread): string {
  return low === high ? short(median) : `${short(median)} (${short(low)}–${short(high)})`
}

/** About two digits that tell something: 0.0012, 0.35, 1.2, 17, 1,200. */
export function short(value: number): string {
  if (value >= 99.5) return thousands(Number(Math.round(value).toPrecision(3)))
  if (value >= 9.95) return value.toFixed(0)
  if (value >= 0.095 || value === 0) return value.toFixed(2)
  return String(Number(value.toPrecision(2)))
}

export function round(value: number): string {
  return value >= 1e6 ? `${short(value / 1e6)} million` : thousands(Number(value.toPrecision(2)))
}

function whole(value: number): string {
  return thousands(Math.round(value))
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
