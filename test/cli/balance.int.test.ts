import { describe, expect, test } from 'vitest'
import { sqliteStore } from '../../src/adapter/sqlite/index.js'
import { balance } from '../../src/door/metrics.js'
import { fairlead, folders } from './inProcess.js'
import { files, plan } from './samples.js'

const folder = folders()

/** Four leads for ana and bob in turn by `germany`, one for the queue, two for everybody by `otherwise`. */
const leads = [...['1', '2', '3', '4', '5'].map((id) => ({ id, company: { country: 'DE' } })), { id: '6', score: 5 }, { id: '7' }]

async function routed(more: Parameters<typeof files>[0] = {}): Promise<string> {
  const here = folder(files({ 'leads.json': leads, ...more }))
  expect((await fairlead(here, ['route', 'plan.json', 'leads.json', '--reps', 'reps.json'])).code).toBe(0)
  return here
}

describe('balance', () => {
  test('for people: whoever is owed most first, then the figures', async () => {
    const { code, out, err } = await fairlead(await routed(), ['balance'])
    expect({ code, err }).toEqual({ code: 0, err: '' })
    expect(out).toBe(`germany: 5 leads
  rep  got   fair  off by    longest wait
  bob    2  2.500  +0.500  0.500 (1 lead)
  ana    3  2.500  -0.500  0.500 (1 lead)
  max deviation 0.500; worst ever 0.500 (ana, lead 1); bound 1; Gini 0.1000; Jain 0.9615; standard deviation 0.500

otherwise: 1 lead
  rep  got   fair  off by     longest wait
  bob    0  0.333  +0.333   0.333 (1 lead)
  cy     0  0.333  +0.333   0.333 (1 lead)
  ana    1  0.333  -0.667  0.000 (0 leads)
  max deviation 0.667; worst ever 0.667 (ana, lead 1); bound 1; Gini 0.6667; Jain 0.3333; standard deviation 0.471
`)
  })

  test('one rotation', async () => {
    const here = await routed()
    const all = (await fairlead(here, ['balance'])).out
    const one = (await fairlead(here, ['balance', '--rotation', 'otherwise'])).out
    expect(one).toMatch(/^otherwise: 1 lead\n/)
    expect(all.endsWith(`\n\n${one}`)).toBe(true)
  })

  test('for machines: the same as the library says', async () => {
    const here = await routed()
    const store = sqliteStore(`${here}/leads.db`)
    const expected = JSON.parse(JSON.stringify(await balance(store)))
    await store.end()
    expect(expected.rotations.germany).toMatchObject({ measured: true, leads: 5, bound: 1, gini: 0.1 })
    const all = JSON.parse((await fairlead(here, ['balance', '--json'])).out)
    expect(all).toEqual(expected)
    const one = JSON.parse((await fairlead(here, ['balance', '--json', '--rotation', 'germany'])).out)
    expect(one).toEqual({ rotations: { germany: expected.rotations.germany } })
  })

  test('counted only, value, and leads picked without credits', async () => {
    const rules = [
      { name: 'free', when: { kind: 'free' }, to: { country: 'US' }, by: 'leastLoaded' },
      { name: 'loaded', when: { kind: 'loaded' }, to: {}, by: 'leastLoaded', rotation: 'mixed' },
      { name: 'mixed', when: { kind: 'mixed' }, to: { country: 'US' } },
      { name: 'worth', to: { country: 'DE' } },
    ]
    const rotations = { worth: { value: { field: 'amount', typical: 100 } } }
    const kinds = [{ kind: 'free' }, { kind: 'free' }, { kind: 'mixed' }, { kind: 'loaded' }, { kind: 'mixed' }, { kind: 'loaded' }]
    const worth = [{ amount: 400 }, { amount: 100 }, { amount: 100 }]
    const here = await routed({
      'plan.json': { ...plan, rules, rotations },
      'leads.json': [...kinds, ...worth].map((lead, index) => ({ id: `L${index}`, ...lead })),
    })
    const { out } = await fairlead(here, ['balance'])
    // In value ana: 4 of 2, then bob two of 0.5: off by -2, -1.5, -1.
    expect(out).toBe(`free: 2 leads
  rep  got
  cy     2
  only counted: its strategy owes nobody a number of leads

mixed: 4 leads
  rep  got   fair  off by     longest wait
  cy     2  2.000   0.000  0.000 (0 leads)
  max deviation 0.000; worst ever 0.000; bound 0; Gini 0.0000; Jain 1.0000; standard deviation 0.000
  2 leads picked without credits, not in these figures

worth: 3 leads
  rep  got   fair  off by  off in value     longest wait
  ana    1  1.500  +0.500        -1.000  1.000 (2 leads)
  bob    2  1.500  -0.500        +1.000   0.500 (1 lead)
  max deviation 0.500; worst ever 0.500 (ana, lead 1); no bound on the count where value is balanced; Gini 0.1667; Jain 0.9000; standard deviation 0.500
  in value: max deviation 1.000; worst ever 2.000 (ana, lead 1), in typical leads
`)
  })

  test('a database without assigned leads', async () => {
    const here = await routed({ 'leads.json': [{ id: '1', score: 1 }] })
    expect(await fairlead(here, ['balance'])).toEqual({ code: 0, out: 'No lead has been assigned yet.\n', err: '' })
    expect((await fairlead(here, ['balance', '--json'])).out).toBe('{"rotations":{}}\n')
    expect((await fairlead(here, ['balance', '--rotation', 'x'])).err).toContain('\n  No lead has been assigned yet.')
  })

  test.each([
    [
      ['--rotation', 'germny'],
      'No lead was assigned in a rotation "germny".\n  Did you mean germany? The rotations are: germany, otherwise.',
    ],
    [['--rotation', 'zzz'], 'No lead was assigned in a rotation "zzz".\n  The rotations are: germany, otherwise.'],
    [['--rotation', '__proto__'], 'error unknownRotation: No lead was assigned in a rotation "__proto__".'],
    [['--db', 'leed.db'], 'error noFile: No such file.\n  Did you mean leads.db?'],
    [['--db', ':memory:'], 'A database in memory is always empty.'],
    [['--rotatoin', 'x'], 'Did you mean --rotation?'],
    [['germany'], 'Unexpected argument: germany.'],
  ])('%j', async (argv, expected) => {
    const here = await routed()
    const { code, out, err } = await fairlead(here, ['balance', ...argv])
    expect({ code, out }).toEqual({ code: 1, out: '' })
    expect(err).toContain(expected)
  })

  test('complaints for machines', async () => {
    const { code, err } = await fairlead(await routed(), ['balance', '--json', '--rotation', 'germny'])
    expect(code).toBe(1)
    expect(JSON.parse(err)).toMatchObject({ severity: 'error', code: 'unknownRotation' })
  })
})
