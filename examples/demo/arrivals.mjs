import { readFileSync } from 'node:fs'
import { parse } from 'csv-parse/sync'

const at = (file) => new URL(`../${file}`, import.meta.url)

export const readJson = (file) => JSON.parse(readFileSync(at(file), 'utf8'))

/**
 * Every line of both inputs, day by day: what the website sent, then what came home from the trade fair. Nothing is sorted out
 * here: doubled, broken and hostile leads are the router's business.
 */
export function readArrivals() {
  const website = {
    file: 'leads.jsonl',
    leads: readFileSync(at('data/leads.jsonl'), 'utf8')
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line)),
  }
  const fair = { file: 'tradeFair.csv', leads: parse(readFileSync(at('data/tradeFair.csv')), { columns: true }).map(leadOfRow) }
  const arrivals = [website, fair].flatMap(({ file, leads }) => {
    // A form that is sent again bears the day it was first sent; it arrives with the ones around it.
    let today = ''
    return leads.map((lead) => {
      if (typeof lead.receivedOn === 'string' && lead.receivedOn > today) today = lead.receivedOn
      return { file, day: today, lead }
    })
  })
  // Sorting keeps the order within a day.
  return arrivals.sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0))
}

const numbers = ['company.employees', 'score']

/** `company.country` as a column is a path; an empty cell is no value; columns of numbers become numbers, since rules never coerce. */
function leadOfRow(row) {
  const lead = {}
  for (const [column, text] of Object.entries(row)) {
    if (text === '') continue
    const path = column.split('.')
    const last = path.pop()
    let place = lead
    for (const key of path) place = place[key] ??= {}
    place[last] = numbers.includes(column) ? Number(text) : text
  }
  return lead
}
