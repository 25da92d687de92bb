import { expect } from 'vitest'
import { fairlead, type folders, linesOf } from './inProcess.js'
import { files, routing } from './samples.js'

export interface Line {
  readonly lead: string
  readonly rep?: string
  readonly queue?: string
  readonly rule: string
  readonly duplicate: boolean
}

export interface Tally {
  readonly complete: boolean
  readonly read: number
  readonly assigned: number
  readonly queued: number
  readonly duplicates: number
  readonly refused: number
  readonly byRule: { readonly [rule: string]: number }
  readonly byRep: { readonly [rep: string]: number }
}

export const short = ({ lead, rep, queue, rule }: Line): string => `${lead} ${rep ?? `(${queue})`} ${rule}`

/** Routes with --json in a folder of its own; every row read has one outcome, whatever the case is about. */
export async function route(
  folder: ReturnType<typeof folders>,
  more: Parameters<typeof files>[0],
  leads: string,
  argv: readonly string[] = [],
  stdin?: string,
) {
  const { code, out, err } = await fairlead(folder(files(more)), routing(leads, '--json', ...argv), stdin === undefined ? {} : { stdin })
  const lines = linesOf<Line>(out)
  const told = linesOf<Record<string, unknown>>(err)
  const tally = told.find((one): one is Tally & Record<string, unknown> => 'read' in one)
  if (tally !== undefined) {
    const { read, assigned, queued, duplicates, refused } = tally
    expect(assigned + queued + duplicates + refused).toBe(read)
    expect(lines).toHaveLength(assigned + queued + duplicates)
  }
  return { code, lines, tally: tally as Tally, complaints: told.filter((one) => !('read' in one)) }
}
