import type { HistoryLead } from '../../../src/door/simulate.js'
import { accountOwner, type Plan, type Rep } from '../../../src/index.js'

/** Every strategy, every kind of limit and wait, hours in four zones, and names whose case and order depend on the language of whoever asks. */
export const plan: Plan = {
  fairlead: 1,
  name: 'İstanbul ↔ ısı',
  channels: ['slack'],
  strategies: ['longestName'],
  effort: { field: 'seats' },
  segments: { bölge: { türkiye: { ülke: ['TR', 'İzmir'] }, ırak: { ülke: 'IQ' }, straße: { ülke: ['DE', 'AT'] } } },
  lists: { büyük: ['İş Bankası', 'ışık', 'IŞIK'] },
  queues: { havuz: { order: { highest: 'puan' }, pushAfter: { hours: 6 } } },
  rotations: { İ: { absence: 'repay', value: { field: 'tutar', typical: 1000 } } },
  rules: [
    { name: 'account owner', to: accountOwner() as Plan['otherwise']['to'] },
    { name: 'büyük', when: { şirket: { inList: 'büyük' } }, to: { takım: 'İ' }, by: { weighted: 'kota' }, rotation: 'İ' },
    {
      name: 'ısı',
      when: { puan: { gte: 80 } },
      to: { bölge: { same: 'bölge' } },
      limits: { perDay: 9 },
      whenNobody: { wait: { hours: 2 } },
    },
    { name: 'havuz', when: { puan: { lt: 10 } }, to: { queue: 'havuz' } },
    { name: 'host', when: { puan: { gte: 75 } }, to: { takım: 'ı' }, by: 'longestName' },
    {
      name: 'bölge',
      to: { bölge: { same: 'bölge' } },
      by: { weighted: 'kota' },
      escalate: [
        { after: { hours: 1 }, notify: ['slack'] },
        { after: { hours: 2 }, to: 'backup', time: 'business' },
      ],
    },
    { name: 'load', when: { seats: { gte: 2 } }, to: {}, by: 'leastLoaded' },
  ],
  otherwise: { to: {}, whenNobody: 'hold' },
}

/** The same with other turns, for a comparison. */
export const otherPlan: Plan = { ...plan, name: 'İstanbul 2', rules: [...plan.rules.slice(2), ...plan.rules.slice(0, 2)] }

const zones = ['Europe/Istanbul', 'Asia/Kathmandu', 'America/St_Johns', 'Australia/Lord_Howe']
const regions = ['türkiye', 'ırak', 'straße']
const names = [
  'İpek',
  'ipek',
  'Işıl',
  'ışıl',
  'IŞIL',
  'Çağrı',
  'Ömer',
  'Zoë',
  'Zoe\u0308',
  'ß',
  'SS',
  'ﬁn',
  '李雷',
  'Ω',
  'Ω',
  'åse',
  'Åse',
  'é',
  'é',
]

export const roster: readonly Rep[] = names
  .filter((name, index) => names.findIndex((other) => other.normalize('NFC') === name.normalize('NFC')) === index)
  .map((id, index, all) => ({
    id,
    bölge: regions[index % 3] as string,
    takım: index % 2 === 0 ? 'İ' : 'ı',
    kota: 1 + (index % 4),
    backup: all[(index + 1) % all.length] as string,
    timeZone: zones[index % 4] as string,
    ...(index % 5 === 4 ? {} : { hours: { 'mon-fri': index % 2 === 0 ? ['08:30-12:00', '13:00-17:45'] : '22:00-06:00' } }),
    ...(index % 3 === 0 ? { capacity: 60 } : {}),
    ...(index % 4 === 1 ? { limits: { perHour: 5, perWeek: 400 } } : {}),
  }))

export const strategies = {
  longestName: ({ eligible }: { readonly eligible: readonly { readonly rep: { readonly id: string } }[] }): string =>
    eligible.reduce((best, { rep }) => (rep.id.length > best.length ? rep.id : best), ''),
}

/** A generator of numbers from 0 up to 1 with 32 bits of state: the same everywhere. */
function mulberry(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

const minute = 60_000

/** Leads over a year in which all the zones change their clocks. */
export function* history(count: number): Generator<HistoryLead> {
  const draw = mulberry(20_260_101)
  const start = Date.UTC(2026, 0, 1)
  const step = (365 * 24 * 60 * minute) / count
  const of = <Value>(values: readonly Value[]): Value => values[Math.floor(draw() * values.length)] as Value
  for (let number = 0; number < count; number++) {
    const at = start + Math.floor(number * step + draw() * step)
    const lead = {
      id: `${of(['lead', 'İ', 'ı'])}-${number}`,
      ülke: of(['TR', 'İzmir', 'izmir', 'IQ', 'DE', 'AT', 'xx']),
      şirket: of(['İş Bankası', 'is bankasi', 'ışık', 'IŞIK', 'ISIK', 'Acme']),
      puan: Math.floor(draw() * 100),
      seats: Math.floor(draw() * 4),
      tutar: Math.floor(draw() * 5000),
    }
    yield {
      lead,
      at,
      account: draw() < 0.05 ? { id: 'a', owner: of(roster).id } : null,
      closedAt: at + Math.floor((1 + draw() * 60 * 72) * minute),
      contactedAt: draw() < 0.7 ? at + Math.floor(draw() * 300 * minute) : null,
    }
  }
}
