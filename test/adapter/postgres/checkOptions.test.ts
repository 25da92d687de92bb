import pg from 'pg'
import { describe, expect, test } from 'vitest'
import { type PostgresOptions, type PostgresPool, postgresStore, printMigrations } from '../../../src/adapter/postgres/index.js'
import { migrations } from '../../../src/adapter/postgres/migrations.js'
import { isRoutingError } from '../../../src/errors.js'

const pool = new pg.Pool()

function issuesOf(options: object): readonly string[] {
  try {
    postgresStore(pool, options as PostgresOptions)
    return []
  } catch (error) {
    expect(error).toMatchObject({ name: 'RoutingError', code: 'badOptions' })
    return isRoutingError(error) ? (error.issues ?? []).map(({ path, hint }) => `${path.join('.')}: ${hint}`) : []
  }
}

describe('options of postgresStore', () => {
  test('all of them at their edges', () => {
    const least = { schema: 'x', scope: 'x', migrate: false, clock: 'database', lockTimeoutMs: 1, answerTimeoutMs: 1, retryMs: 0 }
    expect(issuesOf(least)).toEqual([])
    expect(issuesOf(Object.fromEntries(Object.keys(least).map((name) => [name, undefined])))).toEqual([])
  })

  test('one that there is not is told which there are', () => {
    expect(issuesOf({ shema: 'crm' })).toEqual([
      'shema: There are: schema, scope, migrate, clock, lockTimeoutMs, answerTimeoutMs, retryMs.',
    ])
  })

  test('everything that is wrong is told at once', () => {
    const wrong = { schema: '', scope: '', migrate: 'no', clock: 'mine', lockTimeoutMs: 0, answerTimeoutMs: 1.5, retryMs: -1 }
    expect(issuesOf(wrong).map((line) => line.split(':')[0])).toEqual([
      'scope',
      'schema',
      'migrate',
      'clock',
      'lockTimeoutMs',
      'answerTimeoutMs',
      'retryMs',
    ])
    expect(issuesOf({ retryMs: 2 ** 31, lockTimeoutMs: '7' })).toHaveLength(2)
  })
})

test.each<[string, unknown]>([
  ['nothing', undefined],
  ['a url', 'postgres://localhost/leads'],
  ['an object', {}],
  ['a single client', new pg.Client()],
])('%s is no pool', (_name, other) => {
  expect(() => postgresStore(other as PostgresPool)).toThrow(expect.objectContaining({ code: 'badOptions', path: ['pool'] }))
})

describe('printMigrations', () => {
  test('from the version of this release there is nothing to be done', () => {
    expect(printMigrations({ from: migrations.length })).not.toContain('-- version')
    expect(printMigrations({ from: migrations.length - 1 })).toContain(`-- version ${migrations.length}`)
  })

  test.each([-1, migrations.length + 1, 1.5, Number.NaN, '1', null])('there is no version %j', (from) => {
    expect(() => printMigrations({ from: from as number })).toThrow(expect.objectContaining({ code: 'badOptions', path: ['from'] }))
  })
})
