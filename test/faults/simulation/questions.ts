import { RoutingError } from '../../../src/errors.js'
import type { Fault } from './script.js'

/**
 * The scheduler. Every call to a simulated store is a question that lies here until the script's picks say that it is answered; nothing
 * else in a run waits for anything. So who sees what in which order is decided by the script alone.
 *
 * Between two answers the processes run until they stand still, that is until each of them waits for a question. The router needs the
 * event loop for that (its coalescer shares one real turn of it), so standing still is found by letting real turns pass; how
 * long they take, and what else runs in them, cannot be seen from inside: no clock, no timer, no chance but the script's.
 */
export interface Questions {
  /** Lies there until it is answered, asked again after a fault if `again`. Never settles once the process has ended. */
  ask<Answer>(from: Asker, what: string, answer: () => Answer, again: boolean): Promise<Answer>
  /** Answers so many, as long as there are any. @returns how many */
  answer(count: number): Promise<number>
  /** Lets processes run until they all wait for an answer. */
  settle(): Promise<void>
  /** From now on nothing goes wrong. */
  noMoreFaults(): void
  /** The order of everything. */
  readonly trace: string[]
  readonly hits: FaultHits
}

export interface Asker {
  readonly name: string
  alive: boolean
}

export interface FaultHits {
  lostQuestions: number
  lostAnswers: number
  deaths: number
  /** An answer was chosen among questions of several processes. */
  races: number
  /** ...of which two concerned the same leads. */
  sameLead: number
}

interface Lying {
  readonly from: Asker
  readonly what: string
  /** Does it. @param settle tells the caller */
  readonly run: (fault: Fault | undefined) => 'told' | 'lies on'
}

/** One turn for the coalescer, and one more for what comes of it. */
const TURNS = 2
const turn = globalThis.setImmediate

export function createQuestions(faults: readonly Fault[], picks: readonly number[]): Questions {
  const byNumber = new Map(faults.map((fault) => [fault.question, fault]))
  const hits: FaultHits = { lostQuestions: 0, lostAnswers: 0, deaths: 0, races: 0, sameLead: 0 }
  const trace: string[] = []
  let lying: Lying[] = []
  let answered = 0
  let faulty = true

  const settle = async (): Promise<void> => {
    for (let passed = 0; passed < TURNS; passed++) await new Promise<void>((resolve) => turn(resolve))
  }

  const answerOne = (): void => {
    const place = (picks[answered] ?? 0) % lying.length
    const [one] = lying.splice(place, 1) as [Lying]
    const fault = faulty ? byNumber.get(answered) : undefined
    answered += 1
    const rivals = lying.filter(({ from }) => from !== one.from)
    if (rivals.length > 0) hits.races += 1
    if (one.what.startsWith('transact ') && rivals.some(({ what }) => what === one.what)) hits.sameLead += 1
    if (fault?.kind === 'before') hits.lostQuestions += 1
    if (fault?.kind === 'after') hits.lostAnswers += 1
    trace.push(`${answered} ${one.from.name} ${one.what}${fault === undefined ? '' : ` (${fault.kind})`}`)
    if (one.run(fault) === 'lies on' && one.from.alive) lying.push(one)
    if (fault?.kind === 'dies') {
      hits.deaths += 1
      one.from.alive = false
    }
  }

  return {
    ask: (from, what, answer, again) =>
      new Promise((resolve, reject) => {
        const run = (fault: Fault | undefined): 'told' | 'lies on' => {
          const lost = (): 'told' | 'lies on' => {
            if (again) return 'lies on'
            reject(fault?.code === 'storeFailed' ? new Error('lost') : new RoutingError('storeUnavailable'))
            return 'told'
          }
          if (fault?.kind === 'before') return lost()
          try {
            const value = answer()
            if (fault?.kind === 'after') return lost()
            if (fault?.kind !== 'dies') resolve(value)
          } catch (error) {
            // A refusal is an answer as any other; one that is lost is given again.
            if (fault?.kind === 'after') return lost()
            if (fault?.kind !== 'dies') reject(error)
          }
          return 'told'
        }
        lying.push({ from, what, run })
      }),
    answer: async (count) => {
      let done = 0
      for (; done < count; done++) {
        await settle()
        // What a process asked before it ended may have reached the store: here it has not; `dies` is the other case.
        lying = lying.filter(({ from }) => from.alive)
        if (lying.length === 0) break
        answerOne()
      }
      await settle()
      return done
    },
    settle,
    noMoreFaults: () => {
      faulty = false
    },
    trace,
    hits,
  }
}
