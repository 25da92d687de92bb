import { type Chance, chanceOf, waitOf } from './chance.js'
import type { Contest, Member } from './contest.js'

export const leads = 20_000
export const seeds = [1, 2, 3, 4, 5] as const

/** One run over a trace. */
export interface Play {
  /** The contest of this turn; `undefined` where nobody may get the lead. */
  readonly contest: (turn: number) => Contest | undefined
  /** Tells who got it. */
  readonly assign: (turn: number, winner: Member) => void
}

export interface Trace {
  readonly key: string
  /** Team and who is there, in a few words. */
  readonly title: string
  readonly team: readonly Member[]
  /** Weights differ. */
  readonly weighted: boolean
  /** Who is there never changes. */
  readonly constant: boolean
  /** Drawn by lot: another one for each seed. */
  readonly lots: boolean
  /** Has open leads. */
  readonly hasOpen: boolean
  /** Draws the trace once; what it returns starts a run over it, as often as wanted. */
  readonly draw: (seed: number) => () => Play
}

const equalTeam = (size: number): number[] => Array.from({ length: size }, () => 1)
const unequal = [8, 5, 5, 3, 3, 2, 2, 1, 1, 1]

/** The standard traces, by the letters of the tables. */
export const traces: readonly Trace[] = [
  fixed('A', '10 reps, equal, all there', equalTeam(10), (team) => () => ({ contenders: team })),
  fixed('B', '10 reps, weights 8, 5, 5, 3, 3, 2, 2, 1, 1, 1, all there', unequal, (team) => () => ({ contenders: team })),
  fixed('B2', '10 reps, weights 100 and nine times 1, all there', [100, ...equalTeam(9)], (team) => () => ({ contenders: team })),
  fixed('B3', '5 reps, weights 1, 1, 3, 14, 14, all there', [1, 1, 3, 14, 14], (team) => () => ({ contenders: team })),
  drawn('C', '10 reps, equal, each there for 70 % of the leads, at random', equalTeam(10), atRandom(0.7)),
  drawn('D', '10 reps, weights as B, vacations: about 600 leads there, 150 away', unequal, vacations(600, 150)),
  { ...drawn('E', '10 reps, equal, shifts of 10 leads: 4 early, 3 late, 3 both', equalTeam(10), shifts), lots: false },
  drawn('G', '10 reps, equal, 4 overlapping territories', equalTeam(10), territories),
  drawn(
    'H',
    '50 reps, weights 1 to 5, each there for 50 % of the leads, at random',
    Array.from({ length: 50 }, (_, seat) => 1 + (seat % 5)),
    atRandom(0.5),
  ),
  crowded('F', '10 reps, equal, at most 4 open leads each, half of the team twice as fast, load 85 %', equalTeam(10)),
]

export function traceOf(key: string): Trace {
  const trace = traces.find((one) => one.key === key)
  if (trace === undefined) throw new Error(`no trace ${key}`)
  return trace
}

export function teamOf(weights: readonly number[]): Member[] {
  return weights.map((weight, seat) => ({ seat, id: `rep${seat}`, weight }))
}

type Present = Omit<Contest, 'turn' | 'away'> & { readonly away?: readonly Member[] }
type Scene = (team: readonly Member[], chance: Chance) => (turn: number) => Present

function described(key: string, title: string, weights: readonly number[]) {
  return { key, title, team: teamOf(weights), weighted: new Set(weights).size > 1, constant: false, lots: true, hasOpen: false }
}

function crowded(key: string, title: string, weights: readonly number[]): Trace {
  const about = { ...described(key, title, weights), hasOpen: true }
  return { ...about, draw: (seed) => capacity(about.team, seed) }
}

/** Who is there at each lead does not depend on who got the leads before: drawn once, the same for all. */
function drawn(key: string, title: string, weights: readonly number[], scene: Scene): Trace {
  const about = described(key, title, weights)
  return {
    ...about,
    draw: (seed) => {
      const present = scene(about.team, chanceOf(seed))
      const contests = Array.from({ length: leads }, (_, turn): Contest => ({ away: [], ...present(turn), turn }))
      return () => ({ contest: (turn) => contests[turn], assign: () => {} })
    },
  }
}

function fixed(key: string, title: string, weights: readonly number[], scene: Scene): Trace {
  return { ...drawn(key, title, weights, scene), constant: true, lots: false }
}

function atRandom(share: number): Scene {
  return (team, chance) => () => {
    for (;;) {
      const contenders = team.filter(() => chance() < share)
      if (contenders.length > 0) return { contenders }
    }
  }
}

/** Each rep's spells of presence and absence, of random length with these means in leads; announced. Never is everybody away. */
function vacations(on: number, off: number): Scene {
  return (team, chance) => {
    const there = team.map(() => true)
    return () => {
      for (const { seat } of team) if (chance() < 1 / (there[seat] ? on : off)) there[seat] = !there[seat]
      if (!there.includes(true)) there[0] = true
      return { contenders: team.filter(({ seat }) => there[seat]), away: team.filter(({ seat }) => !there[seat]) }
    }
  }
}

/** Seats 0 to 3 work early, 4 to 6 late, 7 to 9 both. */
function shifts(team: readonly Member[]): (turn: number) => Present {
  const early = team.filter(({ seat }) => seat < 4 || seat > 6)
  const late = team.filter(({ seat }) => seat >= 4)
  return (turn) => ({ contenders: turn % 20 < 10 ? early : late })
}

/** The territories' seats, and the share of the leads up to and with this one. */
const regions = [
  [0.4, [0, 1, 2, 3]],
  [0.6, [3, 4, 5]],
  [0.85, [5, 6, 7, 8, 9]],
  [1, [0, 4, 9]],
] as const

function territories(team: readonly Member[], chance: Chance): (turn: number) => Present {
  const crews = regions.map(([upTo, seats]) => ({
    upTo,
    contenders: team.filter(({ seat }) => (seats as readonly number[]).includes(seat)),
  }))
  return () => {
    const lot = chance()
    return { contenders: crews.find(({ upTo }) => lot < upTo)?.contenders ?? team }
  }
}

const most = 4
const speeds = [1, 2]

/**
 * Leads arrive at random; each stays open for a while and keeps its rep from further ones once there are four. When leads arrive
 * and how much work each is, is drawn beforehand; whose work it becomes, and so who is full, depends on the picker.
 * 40 places, of which half close twice as fast, close 60 leads a unit of time when all are taken; 51 arrive.
 */
function capacity(team: readonly Member[], seed: number): () => Play {
  const [gap, work] = [chanceOf(seed, 1), chanceOf(seed, 2)]
  const jobs = Array.from({ length: leads }, () => ({ gap: waitOf(gap) / 51, work: waitOf(work) }))
  return () => {
    const closing: number[][] = team.map(() => [])
    let now = 0
    return {
      contest: (turn) => {
        now += jobs[turn]?.gap ?? 0
        for (const [seat, times] of closing.entries()) closing[seat] = times.filter((time) => time > now)
        const open = closing.map((times) => times.length)
        const contenders = team.filter(({ seat }) => (open[seat] ?? 0) < most)
        return contenders.length === 0 ? undefined : { turn, contenders, away: [], open }
      },
      assign: (turn, { seat }) => {
        closing[seat]?.push(now + (jobs[turn]?.work ?? 0) / (speeds[seat < team.length / 2 ? 0 : 1] as number))
      },
    }
  }
}
