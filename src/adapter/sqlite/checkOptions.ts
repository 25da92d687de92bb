import { RoutingError } from '../../errors.js'
import { unknownOptions, unusable } from '../optionIssues.js'
import type { SqliteOptions } from './sqliteStore.js'

/** @throws RoutingError `badOptions` with everything that is wrong */
export function checkOptions(options: SqliteOptions): void {
  const { synchronous, busyTimeoutMs } = options
  const issues = unknownOptions(options, ['synchronous', 'busyTimeoutMs'] satisfies readonly (keyof SqliteOptions)[])
  // It goes into a pragma: SQLite would take anything that it does not know for `normal`.
  if (synchronous !== undefined && synchronous !== 'full' && synchronous !== 'normal')
    issues.push(unusable('synchronous', "Use 'full' or 'normal'."))
  if (busyTimeoutMs !== undefined && !(Number.isFinite(busyTimeoutMs) && busyTimeoutMs >= 0))
    issues.push(unusable('busyTimeoutMs', 'Use milliseconds, 0 or more.'))
  if (issues.length > 0) throw new RoutingError('badOptions', { issues })
}
