import type { Issue } from '../errors.js'

/** Options that there are not. A misspelled one would be ignored: data would go to another place than was meant, or be less durable. */
export function unknownOptions(options: object, known: readonly string[]): Issue[] {
  return Object.keys(options)
    .filter((name) => !known.includes(name))
    .map((name) => unusable(name, `There are: ${known.join(', ')}.`))
}

export function unusable(option: string, hint: string): Issue {
  return { code: 'wrongType', message: `The option \`${option}\` cannot be used.`, path: [option], hint }
}
