import { type Issue, RoutingError } from '../../errors.js'
import { unknownOptions, unusable } from '../optionIssues.js'
import { isSchemaName } from '../schemaName.js'
import type { PostgresOptions } from './postgresStore.js'

const known = [
  'schema',
  'scope',
  'migrate',
  'clock',
  'lockTimeoutMs',
  'answerTimeoutMs',
  'retryMs',
] as const satisfies readonly (keyof PostgresOptions)[]

/** What a timer can count. */
const LONGEST_MS = 2 ** 31 - 1

/** @throws RoutingError `badOptions` with everything that is wrong */
export function checkOptions(options: PostgresOptions): void {
  const { schema, scope, migrate, clock } = options
  const issues: Issue[] = unknownOptions(options, known)
  const expect = (option: string, fine: boolean, hint: string): void => {
    if (!fine) issues.push(unusable(option, hint))
  }
  expect('scope', scope === undefined || (typeof scope === 'string' && scope !== ''), 'Use a text that is not empty.')
  expect('schema', schema === undefined || isSchemaName(schema), 'Use 1 to 63 bytes, without `$`, `?` and control characters.')
  expect('migrate', migrate === undefined || typeof migrate === 'boolean', 'Use `true` or `false`.')
  expect('clock', clock === undefined || clock === 'router' || clock === 'database', "Use 'router' or 'database'.")
  for (const option of ['lockTimeoutMs', 'answerTimeoutMs', 'retryMs'] as const) {
    const value = options[option]
    const least = option === 'retryMs' ? 0 : 1
    const fine = value === undefined || (Number.isSafeInteger(value) && value >= least && value <= LONGEST_MS)
    expect(option, fine, `Use whole milliseconds, at most ${LONGEST_MS}.`)
  }
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}
