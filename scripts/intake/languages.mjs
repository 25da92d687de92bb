/** Whose names for countries are in the table. */
export const languages = 'en de fr es it pt nl pl sv da fi nb cs hu ro el tr ru uk ja zh ko ar'.split(' ')

/** By code: names that stand between bars. */
export function split(names) {
  return Object.fromEntries(Object.entries(names).map(([code, text]) => [code, text.split('|')]))
}
