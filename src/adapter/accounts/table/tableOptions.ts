import type { Account } from '../../../decide/decision.js'
import type { Issue } from '../../../errors.js'
import { unusable } from '../../optionIssues.js'
import { isSchemaName } from '../../schemaName.js'
import { mostIssues } from '../inBatches.js'
import { type AccountIndexOptions, type Settings, settingsOf } from '../options.js'
import { kindOf } from './rowsOf.js'

export interface AccountTableOptions<Lead, A>
  extends Pick<AccountIndexOptions<Lead, A>, 'leadFacts' | 'accountFacts' | 'freeMail' | 'minEvidence' | 'nearMisses'> {
  /** The schema of PostgreSQL that holds the tables, made where it is missing. Default: `fairlead`. */
  readonly schema?: string
  /** Whether the tables are made when they are first used. Default: true; see `schema` of the table. */
  readonly migrate?: boolean
  /** Leads that `port` asks PostgreSQL about in one query at most. Default: 256. */
  readonly most?: number
}

const known = ['leadFacts', 'accountFacts', 'freeMail', 'minEvidence', 'nearMisses', 'schema', 'migrate', 'most']

/** @throws RoutingError `badOptions` with everything that is wrong */
export function tableSettings<Lead, A extends Account>(database: unknown, options: AccountTableOptions<Lead, A>): Settings<Lead, A> {
  const { schema, migrate, most } = options
  const kind = kindOf(database)
  const issues: Issue[] = []
  if (kind === undefined)
    issues.push(
      unusable(
        'database',
        'Pass a database object of better-sqlite3, node:sqlite or @photostructure/sqlite, a `Pool` of `pg`, or the `sql` of `postgres`.',
      ),
    )
  if (schema !== undefined && kind === 'sqlite') issues.push(unusable('schema', 'Leave it out: only PostgreSQL has schemas.'))
  else if (schema !== undefined && !isSchemaName(schema))
    issues.push(unusable('schema', 'Use 1 to 63 bytes, without `$`, `?` and control characters.'))
  if (migrate !== undefined && typeof migrate !== 'boolean') issues.push(unusable('migrate', 'Use `true` or `false`.'))
  if (most !== undefined) issues.push(...mostIssues(most))
  return settingsOf(options as AccountIndexOptions<Lead, A>, known, issues)
}
