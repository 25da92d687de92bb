import { describe, expect, test } from 'vitest'
import { asRoutingError, type Failure, failureOf } from '../../../src/adapter/postgres/failure.js'
import { RoutingError } from '../../../src/errors.js'

const coded = (code: string, message = 'x') => Object.assign(new Error(message), { code })

const codes: readonly (readonly [string, Failure])[] = [
  ['40001', 'again'],
  ['40P01', 'again'],
  ['53000', 'again'],
  ['53100', 'again'],
  ['53200', 'again'],
  ['53300', 'again'],
  ['53400', 'again'],
  ['57P03', 'again'],
  ['25006', 'again'],
  ['25P02', 'again'],
  ['08000', 'lost'],
  ['08001', 'lost'],
  ['08003', 'lost'],
  ['08006', 'lost'],
  ['08P01', 'lost'],
  ['57P01', 'lost'],
  ['57P02', 'lost'],
  ['57P04', 'lost'],
  ['57P05', 'lost'],
  ['25P03', 'lost'],
  ['25P04', 'lost'],
  ['ECONNREFUSED', 'lost'],
  ['ECONNRESET', 'lost'],
  ['ECONNABORTED', 'lost'],
  ['EPIPE', 'lost'],
  ['ETIMEDOUT', 'lost'],
  ['EHOSTUNREACH', 'lost'],
  ['ENETUNREACH', 'lost'],
  ['EAI_AGAIN', 'lost'],
  ['ENOENT', 'lost'],
  ['CONNECT_TIMEOUT', 'lost'],
  ['CONNECTION_CLOSED', 'lost'],
  ['CONNECTION_ENDED', 'lost'],
  ['CONNECTION_DESTROYED', 'lost'],
  ['55P03', 'busy'],
  ['57014', 'busy'],
  ['23505', 'refused'],
  ['23514', 'refused'],
  ['22021', 'refused'],
  ['28P01', 'refused'],
  ['3D000', 'refused'],
  ['42501', 'refused'],
  ['42P01', 'refused'],
  ['54000', 'refused'],
  ['XX000', 'refused'],
  ['40002', 'refused'],
  // Codes of others that begin like ours.
  ['08', 'refused'],
  ['530000', 'refused'],
  ['53a00', 'refused'],
  ['ERR_INVALID_ARG_TYPE', 'refused'],
  ['SASL_SIGNATURE_MISMATCH', 'refused'],
]

describe('failureOf', () => {
  test.each(codes)('%s: %s', (code, failure) => {
    expect(failureOf(coded(code))).toBe(failure)
  })

  test.each([
    ['Connection terminated', 'lost'],
    ['Connection terminated unexpectedly', 'lost'],
    ['Connection terminated due to connection timeout', 'lost'],
    ['timeout exceeded when trying to connect', 'lost'],
    ['Client has encountered a connection error and is not queryable', 'lost'],
    ['Client was closed and is not queryable', 'lost'],
    ['Query read timeout', 'lost'],
    ['Cannot use a pool after calling end on the pool', 'refused'],
    ['the lead says nothing', 'refused'],
  ] as const)('pg: %j: %s', (message, failure) => {
    expect(failureOf(new Error(message))).toBe(failure)
  })

  test('what a server says is known by its code, whatever its words', () => {
    expect(failureOf(coded('23514', 'Connection terminated unexpectedly'))).toBe('refused')
  })

  test.each([undefined, null, 'ECONNRESET', 7, {}, { code: 40001 }])('%j: refused', (value) => {
    expect(failureOf(value)).toBe('refused')
  })
})

describe('asRoutingError', () => {
  test.each(codes)('%s (%s) keeps its cause', (code, failure) => {
    const cause = coded(code, 'what the driver said')
    const error = asRoutingError(cause)
    const inTheWay = failure === 'busy' || code === '40001' || code === '40P01'
    expect(error).toMatchObject({ code: failure === 'refused' ? 'storeFailed' : inTheWay ? 'storeTimeout' : 'storeUnavailable', cause })
    expect(error.message).toContain('what the driver said')
  })

  test.each([
    ['40001', 'run it again'],
    ['42501', 'printMigrations()'],
    ['42P01', 'run the migrations'],
    ['42883', 'run the migrations'],
    ['3F000', 'run the migrations'],
    ['25006', 'is it a standby?'],
    ['53300', 'PgBouncer'],
  ])('%s says what to do', (code, remedy) => {
    expect(asRoutingError(coded(code)).message).toContain(remedy)
  })

  test('passes a RoutingError on, and takes anything else', () => {
    const known = new RoutingError('schemaNewer')
    expect(asRoutingError(known)).toBe(known)
    for (const value of ['text', undefined, null]) expect(asRoutingError(value)).toMatchObject({ code: 'storeFailed', cause: value })
  })

  test.each(['toString', '__proto__', 'constructor'])('a code called %j is no remedy', (code) => {
    expect(asRoutingError(coded(code)).message).toMatch(/ x$/)
  })
})
