import { describe, expect, test } from 'vitest'
import type { Router } from '../../../src/router/router.js'
import type { Violation } from '../checker.js'
import { campaign } from '../simulation/campaign.js'
import type { Twist } from '../simulation/run.js'
import { firesAgain, goesBack } from './steps.js'
import { publishesUnseen, versionByOwnClock, versionFromBefore } from './versions.js'
import {
  answersBeforeCommit,
  answersShifted,
  cancelsNothing,
  clockAsItIs,
  firesAsSeen,
  loadsFromBefore,
  ownChain,
  readsWithoutLock,
} from './views.js'
import {
  clearsInboxFirst,
  forgetsFacts,
  forgetsPast,
  keepsContact,
  lendsTwice,
  losesLedger,
  losesLoads,
  messagesAfterwards,
  numbersFromSequence,
  seesNoEarlierLead,
  settlesAnyLoan,
  writesTwice,
} from './writes.js'

/** Acts for whoever asks. */
const withoutFence = (router: Router): Router => ({
  ...router,
  contacted: (key) => router.contacted(key),
  close: (key, { epoch: _epoch, ...options } = {}) => router.close(key, options),
  decline: (key) => router.decline(key),
  reassign: (key, { to }) => router.reassign(key, { to }),
})

const wrong: readonly [invariant: Violation['invariant'], name: string, twist: Twist][] = [
  ['I1', 'it answers before it commits', { port: answersBeforeCommit }],
  ['I1', 'the inbox is cleared before its leads are routed', { base: clearsInboxFirst }],
  ['I2', 'it reads without a lock', { port: readsWithoutLock }],
  ['I2', 'it writes twice after a lost answer', { port: writesTwice }],
  ['I2', 'it does not see the leads that others committed', { base: seesNoEarlierLead }],
  ['I2', 'nobody looks at the epoch', { router: withoutFence }],
  ['I2', 'a new owner is in contact because the former one was', { base: keepsContact }],
  ['I2', 'nobody writes down who had it', { base: forgetsPast }],
  ['I3', 'the answers of a batch are shifted', { base: answersShifted }],
  ['I4', 'changes of loads are lost', { base: losesLoads }],
  ['I5', 'loads are not guarded', { base: loadsFromBefore }],
  ['I6', 'changes of the ledger are lost', { base: losesLedger }],
  ['I7', 'the time of the clock, without a look at the trail', { base: clockAsItIs }],
  ['I7', 'numbers from a sequence', { base: numbersFromSequence }],
  ['I7', 'each process continues its own chain', { port: ownChain }],
  ['I8', 'changes of the ledger are lost', { base: losesLedger }],
  ['I8', 'facts are not kept', { base: forgetsFacts }],
  ['I9', 'messages are written after the commit', { port: messagesAfterwards }],
  ['I9', 'a loan is settled by whoever had it once', { base: settlesAnyLoan }],
  ['I9', 'what is lent is lent again', { base: lendsTwice }],
  ['I10', 'a deadline is fired as it was seen, not as it is', { port: firesAsSeen }],
  ['I10', 'cancelling is only said', { base: cancelsNothing }],
  ['I10', 'nobody writes down that it fired', { base: firesAgain }],
  ['I11', 'the version in force is read outside of the lock', { port: versionFromBefore }],
  ['I11', 'a scheduled version is in force by the clock of whoever asks', { base: versionByOwnClock }],
  ['I11', 'publishing is only said', { base: publishesUnseen }],
]

/** Far from those of the campaign. */
const FROM = 5_000_000
const RUNS = 640

describe('stores and routers that are wrong are found out', () => {
  test.each(wrong)('%s: %s', async (invariant, _name, twist) => {
    const found: Violation[] = []
    for (let from = FROM; from < FROM + RUNS && !found.some((one) => one.invariant === invariant); from += 64) {
      const { failures } = await campaign({ from, runs: 64, twist, enough: Number.POSITIVE_INFINITY })
      found.push(...failures.flatMap(({ violations }) => violations))
    }
    expect(found.map((one) => one.invariant)).toContain(invariant)
  })

  test('I2: an escalation gives the lead back to who had it', async () => {
    const { failures } = await campaign({ from: FROM, runs: RUNS, twist: { base: goesBack }, enough: Number.POSITIVE_INFINITY })
    expect(failures.flatMap(({ violations }) => violations.map(({ what }) => what)).join()).toMatch(
      /gets it by an escalation, and had it before/,
    )
  })

  test('the right ones pass the same seeds', async () => {
    const { failures } = await campaign({ from: FROM, runs: RUNS })
    expect(failures).toEqual([])
  })
})
