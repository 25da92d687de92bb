import { describe, expect, test } from 'vitest'
import { failure, isBusy } from '../../../src/adapter/sqlite/failure.js'
import { RoutingError } from '../../../src/errors.js'

const error = (message: string, over: object = {}) => Object.assign(new Error(message), over)

describe('isBusy', () => {
  test.each([
    ['node:sqlite', error('database is locked', { code: 'ERR_SQLITE_ERROR', errcode: 5 }), true],
    ['an extended code', error('database is locked', { code: 'ERR_SQLITE_ERROR', errcode: 261 }), true],
    ['a locked table', error('database table is locked', { errcode: 6 }), true],
    ['better-sqlite3', error('database is locked', { code: 'SQLITE_BUSY' }), true],
    ['a snapshot', error('database is locked', { code: 'SQLITE_BUSY_SNAPSHOT' }), true],
    ['words alone', error('database is locked', { code: 'ERR_SQLITE_ERROR' }), true],
    ['words alone, table', error('database table is locked: fairlead_leads'), true],
    ['a constraint', error('UNIQUE constraint failed', { errcode: 1555 }), false],
    ['a constraint by name', error('database is locked', { code: 'SQLITE_CONSTRAINT' }), false],
    ['a constraint about a lead of that name', error('the lead says: database is locked'), false],
    ['no error', 'database is locked', false],
    ['nothing', undefined, false],
  ])('%s', (_, value, busy) => {
    expect(isBusy(value)).toBe(busy)
  })
})

describe('failure', () => {
  test.each([
    ['by number', error('x', { errcode: 11 }), 'restore it from a backup'],
    ['by extended number', error('x', { errcode: 522 }), 'look at the disk'],
    ['by name', error('x', { code: 'SQLITE_IOERR_WRITE' }), 'look at the disk'],
    ['by words', error('database disk image is malformed'), 'restore it from a backup'],
    ['full', error('database or disk is full', { errcode: 13 }), 'make room'],
    ['read-only', error('attempt to write a readonly database'), '-wal and -shm'],
  ])('%s: says what to do', (_, cause, remedy) => {
    const failed = failure(cause, '/data/leads.db')
    expect(failed).toMatchObject({ code: 'storeFailed', cause })
    expect(failed.message).toContain(remedy)
    expect(failed.message).toContain(`'/data/leads.db': ${cause.message}`)
  })

  test.each([
    ['a busy database', error('database is locked', { errcode: 5 }), 'busyTimeoutMs'],
    ['a locked table', error('database table is locked', { code: 'SQLITE_LOCKED' }), 'held a table'],
  ])('%s is storeTimeout', (_, cause, remedy) => {
    expect(failure(cause)).toMatchObject({ code: 'storeTimeout', cause, message: expect.stringContaining(remedy) })
  })

  test('passes a RoutingError on, and takes anything else', () => {
    const known = new RoutingError('schemaNewer')
    expect(failure(known)).toBe(known)
    expect(failure('text')).toMatchObject({ code: 'storeFailed', cause: 'text' })
    expect(failure(undefined).message).toContain('undefined')
  })
})
