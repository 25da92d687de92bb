import { describe, expect, test } from 'vitest'
import { leadNormaliser, type NormaliseOptions, normalise } from '../../../src/adapter/intake/index.js'
import { simulate } from '../../../src/door/simulate.js'
import { createRouter, type JsonObject, type Middleware, memoryStore, type Plan, replay } from '../../../src/index.js'

const all: NormaliseOptions = {
  country: { from: 'company.country', fill: { phone: 'phone', email: 'email', website: 'company.website' } },
  subdivision: { from: 'company.state', form: 'short' },
  postalCode: 'company.zip',
  industry: 'company.industry',
  employees: { from: 'company.size', to: 'company.employees', form: 'min' },
  phone: 'phone',
  email: 'email',
  website: 'company.website',
  domain: { from: 'email', to: 'company.domain' },
  timeZone: 'timeZone',
}
const run = (lead: JsonObject, options: NormaliseOptions = all) => leadNormaliser(options)(lead)
const said = (lead: JsonObject, options: NormaliseOptions = all) =>
  run(lead, options).notes.map(({ code, message }) => `${code}: ${message}`)

describe('a lead', () => {
  const messy = {
    id: 'L1',
    email: '"Ann" <Ann@ACME.de>',
    phone: '(089) 9541 0',
    timeZone: 'europe/berlin',
    company: {
      name: 'Acme',
      country: 'Deutschland',
      state: 'Bavaria',
      zip: 'D-80331',
      industry: 'Maschinenbau',
      size: '51-200',
      website: 'ACME.de/',
    },
  }

  test('comes out in normal forms, with what was there before', () => {
    expect(run(messy).lead).toEqual({
      id: 'L1',
      email: 'ann@acme.de',
      phone: '+498995410',
      timeZone: 'Europe/Berlin',
      company: {
        ...{ name: 'Acme', country: 'DE', state: 'BY', zip: '80331', industry: 'manufacturing', size: '51-200', employees: 51 },
        ...{ website: 'https://acme.de', domain: 'acme.de' },
      },
      original: {
        email: '"Ann" <Ann@ACME.de>',
        phone: '(089) 9541 0',
        timeZone: 'europe/berlin',
        company: { country: 'Deutschland', state: 'Bavaria', zip: 'D-80331', industry: 'Maschinenbau', website: 'ACME.de/' },
      },
    })
  })

  test('and each change is noted; nothing in a note tells how to reach a person', () => {
    expect(said(messy)).toEqual([
      'normalised: company.country: "Deutschland" is DE.',
      'normalised: company.state: "Bavaria" is BY.',
      'normalised: company.zip: "D-80331" is 80331.',
      'normalised: company.industry: "Maschinenbau" is manufacturing.',
      'normalised: company.size: "51-200" is 51, in company.employees.',
      'normalised: phone was brought into its normal form.',
      'normalised: email was brought into its normal form.',
      'normalised: company.website: "ACME.de/" is https://acme.de.',
      'normalised: email: what it holds is acme.de, in company.domain.',
      'normalised: timeZone: "europe/berlin" is Europe/Berlin.',
    ])
  })

  test('what came in is not changed, and one in normal form is the same object', () => {
    const before = structuredClone(messy)
    const { lead } = run(messy)
    expect(messy).toEqual(before)
    const again = run(lead)
    expect(again.lead).toBe(lead)
    expect(again.notes).toEqual([])
  })

  test('only what is named is looked at', () => {
    expect(run(messy, { country: 'company.country' })).toMatchObject({
      lead: { ...messy, company: { ...messy.company, country: 'DE' }, original: { company: { country: 'Deutschland' } } },
      notes: [{ code: 'normalised' }],
    })
  })

  test('what is not there, null or blank is passed over without a word', () => {
    const lead = { id: '1', email: '', phone: null, company: { country: '  ', zip: null } }
    expect(run(lead)).toEqual({ lead, notes: [] })
    expect(run({ id: '1', company: 'Acme' }).notes).toEqual([])
  })

  test('the original can be kept elsewhere, or not at all', () => {
    const lead = { country: 'Allemagne' }
    expect(run(lead, { country: 'country', original: 'meta.asItCame' }).lead).toEqual({
      country: 'DE',
      meta: { asItCame: { country: 'Allemagne' } },
    })
    expect(run(lead, { country: 'country', original: false }).lead).toEqual({ country: 'DE' })
    expect(run(lead, { country: { from: 'country', to: 'iso' } }).lead).toEqual({ country: 'Allemagne', iso: 'DE' })
  })

  test('several fields of a kind, each with the country that it says', () => {
    const options: NormaliseOptions = {
      country: ['billing.country', 'shipping.country'],
      postalCode: ['billing.zip', { from: 'shipping.zip', country: 'shipping.country' }],
    }
    const { lead } = run({ billing: { country: 'UK', zip: 'm11ae' }, shipping: { country: 'Polska', zip: '00950' } }, options)
    expect(lead).toMatchObject({ billing: { country: 'GB', zip: 'M1 1AE' }, shipping: { country: 'PL', zip: '00-950' } })
  })
})

describe('nothing is guessed', () => {
  test('what is ambiguous or unknown stays, and is told', () => {
    const lead = {
      company: { country: 'Georgia', state: 'Victoria', zip: '1234', size: 'fifty', industry: 'Basket weaving' },
      email: 'ann at acme',
    }
    const { lead: after } = run(lead)
    expect(after).toBe(lead)
    expect(said(lead)).toEqual([
      'ambiguousValue: company.country stays as it is: "Georgia" could be GE or US-GA.',
      expect.stringMatching(/^ambiguousValue: company.state stays as it is: "Victoria" could be .*AU-VIC/),
      'unknownValue: company.zip stays as it is: "1234" has no country whose form it could have.',
      'unknownValue: company.industry stays as it is: "Basket weaving" is no industry of the table.',
      'unknownValue: company.size stays as it is: "fifty" is no number of employees.',
      'unknownValue: email stays as it is: it is no mail address.',
      'unknownValue: email stays as it is: "ann at acme" is no domain.',
    ])
  })

  test('no note tells an address, whatever field it was written in', () => {
    const lead = { email: 'ann@@acme.de', company: { country: 'ann@acme.de', website: 'https://ann:secret@acme', size: 'ann@acme.de' } }
    expect(said(lead).join()).not.toMatch(/ann|secret/)
    expect(run(lead).notes).toHaveLength(5)
  })

  test('a state of another country is told, with the country it is in', () => {
    expect(said({ company: { country: 'CA', state: 'California' } })).toEqual([
      'unknownValue: company.state stays as it is: "California" is no part of CA that is known, while there is US-CA.',
    ])
  })

  test('one without a country is told once it has one', () => {
    expect(run({ company: { country: 'USA', state: 'Georgia' } }).lead).toMatchObject({ company: { country: 'US', state: 'GA' } })
  })

  test('what stands in the place of the original, or of the result, is not written over', () => {
    for (const original of ['mine', { country: 'mine' }, 7] as const) {
      const lead = { country: 'Deutschland', original }
      expect(run(lead, { country: 'country' })).toEqual({
        lead,
        notes: [{ about: 'lead', code: 'noPlace', message: 'country stays as it is: something else stands in original.country.' }],
      })
    }
    expect(said({ country: 'Deutschland', company: 'Acme' }, { country: { from: 'country', to: 'company.country' } })).toEqual([
      'noPlace: country stays as it is: something else stands in company.country.',
    ])
  })
})

describe('weak evidence', () => {
  const filled = (lead: JsonObject) => {
    const { lead: after, notes } = run(lead, { country: all.country ?? [] })
    return [(after as { company?: { country?: unknown } }).company?.country, notes.map(({ code }) => code).join()]
  }
  test.each<[string, JsonObject, unknown, string]>([
    ['a phone number', { phone: '+49 30 23125000' }, 'DE', 'filledWeakly'],
    ['a mail address', { email: 'ann@acme.co.uk' }, 'GB', 'filledWeakly'],
    ['a website', { company: { website: 'acme.ch' } }, 'CH', 'filledWeakly'],
    ['two that agree', { phone: '+49 30 23125000', email: 'ann@acme.de' }, 'DE', 'filledWeakly'],
    ['a blank country', { email: 'ann@acme.de', company: { country: ' ' } }, 'DE', 'filledWeakly'],
    ['two that do not', { phone: '+49 30 23125000', email: 'ann@acme.at' }, undefined, 'ambiguousValue'],
    ['+1, where the number tells', { phone: '+1 416 555 0123' }, 'CA', 'filledWeakly'],
    ['+7 of Kazakhstan', { phone: '+7 727 250 00 00' }, 'KZ', 'filledWeakly'],
    ['+1 800, which is of all', { phone: '+1 800 555 0199' }, undefined, ''],
    ['+7 800, which is of all', { phone: '+7 800 555 35 35' }, undefined, ''],
    ['a number without its country', { phone: '030 23125000' }, undefined, ''],
    ['.com', { email: 'ann@acme.com' }, undefined, ''],
    ['.io', { email: 'ann@acme.io' }, undefined, ''],
    ['.co', { email: 'ann@acme.co' }, undefined, ''],
    ['.ai', { company: { website: 'https://acme.ai' } }, undefined, ''],
    ['.me', { email: 'ann@acme.me' }, undefined, ''],
    ['.tv', { email: 'ann@acme.tv' }, undefined, ''],
    ['.eu', { email: 'ann@acme.eu' }, undefined, ''],
    ['a country that is stated', { phone: '+49 30 23125000', company: { country: 'AT' } }, 'AT', ''],
    ['a country that is stated and unknown', { phone: '+49 30 23125000', company: { country: 'Freedonia' } }, 'Freedonia', 'unknownValue'],
    ['a country that is stated and ambiguous', { phone: '+1 404 555 0123', company: { country: 'Georgia' } }, 'Georgia', 'ambiguousValue'],
  ])('%s', (_, lead, country, codes) => {
    expect(filled(lead)).toEqual([country, codes])
  })

  test('says that it is weak, and from what; without `fill` nothing is filled', () => {
    const lead = { phone: '+49 30 23125000', email: 'ann@acme.de' }
    expect(run(lead, { country: all.country ?? [] }).notes).toEqual([
      {
        about: 'lead',
        code: 'filledWeakly',
        message: 'company.country: DE, from the phone number and the mail address alone, which is weak evidence.',
      },
    ])
    expect(run(lead, { country: 'company.country' })).toEqual({ lead, notes: [] })
  })
})

describe('as middleware', () => {
  const plan: Plan = {
    fairlead: 1,
    name: 'p',
    rules: [{ name: 'germany', when: { company: { country: 'DE' } }, to: { team: 'dach' } }],
    otherwise: { to: { team: 'world' } },
  }
  const roster = [
    { id: 'ana', team: 'dach' },
    { id: 'wim', team: 'world' },
  ]
  const routed = () => {
    const store = memoryStore()
    const router = createRouter({ plan, roster, store, clock: () => 1_000 }).use(normalise({ country: 'company.country' }))
    return { store, router }
  }

  test('rules see normal forms; what was changed is in trace and explanation, and replays', async () => {
    const { store, router } = routed()
    const decision = await router.route({ id: 'L1', company: { country: 'Allemagne' } })
    expect(decision).toMatchObject({ rep: 'ana', trace: { notes: [{ about: 'lead', code: 'normalised' }] } })
    expect((await router.explain('L1')).sentence).toMatch(/ company\.country: "Allemagne" is DE\.$/)
    expect((await store.lead({ key: 'L1' }))?.intake.lead).toEqual({
      id: 'L1',
      company: { country: 'DE' },
      original: { company: { country: 'Allemagne' } },
    })
    expect(await replay(store)).toMatchObject({ same: 1, unrepeatable: 0 })
  })

  test('the same lead again is a duplicate with the same content', async () => {
    const { router } = routed()
    await router.route({ id: 'L1', company: { country: 'Allemagne' } })
    expect(await router.route({ id: 'L1', company: { country: 'Allemagne' } })).toMatchObject({ duplicate: true, payloadChanged: false })
    expect(await router.route({ id: 'L1', company: { country: 'Germany' } })).toMatchObject({ duplicate: true, payloadChanged: true })
  })

  test('what is normalised cannot change whose lead it is', async () => {
    const store = memoryStore()
    const keyed: Plan = { ...plan, key: 'email' }
    const router = createRouter({ plan: keyed, roster, store }).use(normalise({ email: 'email' }))
    const decision = await router.route({ email: 'Ann@ACME.com' })
    expect(decision.lead).toBe('Ann@ACME.com')
    expect((await store.lead({ key: 'Ann@ACME.com' }))?.intake.lead).toMatchObject({ email: 'ann@acme.com' })
  })

  test('a simulation of what was recorded sees the normal forms', async () => {
    const { store, router } = routed()
    await router.route({ id: 'L1', company: { country: 'Allemagne' } })
    await router.route({ id: 'L2', company: { country: 'France' } })
    const owners: string[] = []
    await simulate(store, {
      plan,
      roster,
      onOutcome: (_, outcome) => void owners.push(outcome.kind === 'owned' ? outcome.rep : outcome.kind),
    })
    expect(owners).toEqual(['ana', 'wim'])
  })

  test('fits routers of typed leads', () => {
    interface Lead {
      readonly id: string
    }
    const typed: Middleware<Lead, 'a'> = normalise({ country: 'country' })
    expect(typed).toBeTypeOf('function')
  })
})
