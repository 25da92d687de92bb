import { hash } from 'node:crypto'
import type { Comparison } from '../compare.js'
import type { SimulationReport } from '../report.js'
import { balanceSection } from './balanceSection.js'
import { capacitySection } from './capacitySection.js'
import { fallbackSection } from './fallbackSection.js'
import { grouped, h, type Markup, moment, percent, places, raw, span } from './markup.js'
import { moveSection } from './moveSection.js'
import { repSection, ruleSection } from './shareSection.js'
import { theme } from './theme.js'
import { waitSection } from './waitSection.js'

export interface PageOptions {
  /** The heading. Default: what it is, with the names of the plans. */
  readonly title?: string
}

/** What is on the page: one simulation, or two side by side. */
export interface Subject {
  /** What each of `reports` is called in tables: `Before` and `After`, or the plan. */
  readonly series: readonly string[]
  /** The same with the plans' names. */
  readonly plans: readonly string[]
  readonly reports: readonly SimulationReport[]
}

/**
 * A whole page of HTML: no script, nothing from elsewhere, readable without a network, in light and dark, on paper, and by ear. Whatever leads,
 * rules and reps are called is text on it.
 *
 * @example
 * await writeFile('what-if.html', htmlReport(await compare(history, { before, after })))
 */
export function htmlReport(result: SimulationReport | Comparison, { title }: PageOptions = {}): string {
  const comparison = 'moves' in result ? result : undefined
  const reports = 'moves' in result ? [result.before, result.after] : [result]
  const names = reports.map(({ plan }) => plan.name)
  const subject: Subject =
    comparison === undefined ? { reports, series: names, plans: names } : { reports, series: ['Before', 'After'], plans: sidesOf(names) }
  const heading = title ?? headingOf(names, comparison !== undefined)
  const body = h(
    'body',
    {},
    h(
      'div',
      { class: 'page' },
      header(heading, subject),
      h(
        'main',
        {},
        tiles(subject, comparison),
        comparison === undefined ? undefined : moveSection(comparison),
        repSection(subject),
        ruleSection(subject),
        waitSection(subject),
        fallbackSection(subject),
        capacitySection(subject),
        balanceSection(subject),
      ),
      footer(subject),
    ),
  )
  const head = h(
    'head',
    {},
    h('meta', { charset: 'utf-8' }),
    h('meta', { 'http-equiv': 'Content-Security-Policy', content: policy }),
    h('meta', { name: 'viewport', content: 'width=device-width, initial-scale=1' }),
    h('meta', { name: 'referrer', content: 'no-referrer' }),
    h('title', {}, heading),
    raw(`<style>${theme}</style>`),
  )
  return `<!doctype html>\n${h('html', { lang: 'en' }, head, body).markup}\n`
}

/** Nothing may be loaded or run; of style sheets only the one above is taken. */
const policy = `default-src 'none'; style-src 'sha256-${hash('sha256', theme, 'base64')}'; base-uri 'none'; form-action 'none'`

function sidesOf(names: readonly string[]): string[] {
  return ['Before', 'After'].map((word, index) => `${word}: ${names[index]}`)
}

function headingOf([first, second]: readonly string[], compared: boolean): string {
  if (!compared) return `Simulation of ${first}`
  return first === second ? `What changes in ${first}` : `${first} against ${second}`
}

function header(heading: string, { reports, plans }: Subject): Markup {
  const [first] = reports as [SimulationReport]
  const period = first.from === undefined || first.until === undefined ? 'no lead' : `${moment(first.from)} to ${moment(first.until)}`
  const what = reports.length === 1 ? 'Simulation' : 'What if'
  return h(
    'header',
    {},
    h('p', { class: 'eyebrow' }, what),
    h('h1', {}, heading),
    h(
      'p',
      { class: 'lead' },
      reports.length === 1
        ? 'What this plan and roster make of a history of leads.'
        : 'The same history of leads, routed twice: as it is, and as it would be.',
    ),
    h(
      'ul',
      { class: 'facts' },
      h('li', {}, h('b', {}, first.leads), ' leads'),
      h('li', {}, h('b', {}, period)),
      reports.map(({ plan, roster }, index) =>
        h(
          'li',
          {},
          h('b', {}, plans[index] as string),
          ` plan ${plan.digest.slice(0, 8)}, ${grouped(roster.reps)} reps ${roster.digest.slice(0, 8)}`,
        ),
      ),
    ),
  )
}

function tiles({ reports }: Subject, comparison: Comparison | undefined): Markup {
  const before = reports.length > 1 ? reports[0] : undefined
  const now = reports.at(-1) as SimulationReport
  const tile = (name: string, of: (report: SimulationReport) => string): Markup =>
    h(
      'div',
      { class: 'tile' },
      h('dt', {}, name),
      h('dd', {}, of(now)),
      before !== undefined && h('dd', { class: 'then' }, `before: ${of(before)}`),
    )
  return h(
    'dl',
    { class: 'tiles' },
    comparison !== undefined &&
      h(
        'div',
        { class: 'tile' },
        h('dt', {}, 'Leads that go elsewhere'),
        h('dd', {}, percent(comparison.moves.moved, comparison.moves.leads)),
        h('dd', { class: 'then' }, `${grouped(comparison.moves.moved)} of ${grouped(comparison.moves.leads)}`),
      ),
    tile('With an owner', ({ owned, leads }) => percent(owned, leads)),
    tile('Decided by the fallback', ({ fallbacks, leads }) => percent(fallbacks.leads, leads)),
    tile('Wait for an owner, 90 % within', ({ waits }) => span(waits.owner.p90)),
    tile('Most off the fair share', ({ balance }) => `${places(balance.maxDeviation)} leads`),
    tile('Without an owner at the end', ({ leads, owned }) => grouped(leads - owned)),
  )
}

function footer({ reports }: Subject): Markup {
  const strange = reports.flatMap(({ refused, duplicates, late, erased, actsLeftOut }, index) => {
    const parts = [
      [refused, 'refused'],
      [duplicates, 'came again under a known key'],
      [late, 'came out of order'],
      [erased, 'were erased'],
      [actsLeftOut, 'acts of owners left out, since somebody else had the lead'],
    ].flatMap(([count, what]) => (count === 0 ? [] : [`${grouped(count as number)} ${what}`]))
    return parts.length === 0
      ? []
      : [`${reports.length === 1 ? 'Not counted as leads' : index === 0 ? 'Before' : 'After'}: ${parts.join('; ')}.`]
  })
  return h(
    'footer',
    {},
    strange.map((line) => h('p', {}, line)),
    h(
      'p',
      {},
      'A simulation repeats the decisions, and what the history says of owners. How people would have worked under another plan nobody knows: ',
      'whether they would have reached a person sooner, or closed a lead later, is not in these figures. Times are UTC.',
    ),
  )
}
