/** The words of the condition language. They are reserved: no field of a lead or a rep may bear one as its name in a plan. */
export const operatorNames = [
  'is',
  'not',
  'in',
  'inList',
  'known',
  'gt',
  'gte',
  'lt',
  'lte',
  'startsWith',
  'endsWith',
  'contains',
  'has',
  'hasAny',
  'hasAll',
] as const

export type OperatorName = (typeof operatorNames)[number]

export const groupNames = ['any', 'all', 'none'] as const

export type GroupName = (typeof groupNames)[number]

/** Further words that have a meaning of their own somewhere in a condition. */
export const joinNames = ['same', 'orElse'] as const
