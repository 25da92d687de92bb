/** How large the parts of a plan may be. */
export const limits = {
  /** Levels of nested objects and groups in one condition. */
  depth: 32,
  /** Elements in one operator's list, or conditions in one group. */
  operands: 10_000,
  /** Characters in a name. */
  name: 200,
  rules: 100_000,
  /** Territories of one table. */
  territories: 100_000,
  /** Steps of one escalation. */
  steps: 10,
  /** How often escalations give one lead to somebody else, in all its life. */
  hops: 20,
  /** Strings in one named list. */
  entries: 1_000_000,
} as const
