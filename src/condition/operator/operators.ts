import { contains } from './contains.js'
import { endsWith } from './endsWith.js'
import { gt } from './gt.js'
import { gte } from './gte.js'
import { has } from './has.js'
import { hasAll } from './hasAll.js'
import { hasAny } from './hasAny.js'
import { oneOf } from './in.js'
import { inList } from './inList.js'
import { is } from './is.js'
import { known } from './known.js'
import { lt } from './lt.js'
import { lte } from './lte.js'
import type { OperatorName } from './names.js'
import { not } from './not.js'
import type { Operator } from './operator.js'
import { startsWith } from './startsWith.js'

/** Every operator by its word. */
export const operators: { readonly [Name in OperatorName]: Operator } = {
  is,
  not,
  in: oneOf,
  inList,
  known,
  gt,
  gte,
  lt,
  lte,
  startsWith,
  endsWith,
  contains,
  has,
  hasAny,
  hasAll,
}
