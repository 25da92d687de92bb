import { expect, test } from 'vitest'
import { main } from '../../examples/territories.js'

test('territories.ts prints what it says', async () => {
  const lines: string[] = []
  await main((line) => lines.push(line))
  expect(lines).toEqual([
    "L1 went to vito by the rule 'territory' for the territory 'Greater Boston': next in turn among 2.",
    "L2 went to finn by the rule 'territory' for the territory 'Bay Area': next in turn among 2.",
    "L3 went to quin by the rule 'territory' for the territory 'Munich': the only one eligible.",
    "L4 went to jon by the rule 'territory' for the territory 'Ottawa': the only one eligible.",
    "L5 went to sina by the rule 'territory' for the territory 'Switzerland': the only one eligible.",
    "L6 went to will by the rule 'territory' for the territory 'Health care': the only one eligible.",
    "L7 waits in the queue 'elsewhere' by the fallback.",
    '6 of 7 leads are in a territory.',
    'warning: 1 of the 7 given leads is in no territory, such as this one. {"id":"L7","country":"JP"}',
    'info: Leads like this one are in no territory. {"id":"L1","postalCode":"other","state":"BY","country":"other","city":"Ottawa","employees":50,"industry":"other","product":"other"}',
    'info: "Munich" (line 23) and "Germany large" (line 20) hold for the same lead; it is in "Munich", which is deeper or comes first. {"id":"L1","postalCode":"80x","state":"BY","country":"DE","employees":500}',
    'info: "Germany large" (line 20) and "Berlin" (line 21) hold for the same lead; it is in "Germany large", which is deeper or comes first. {"id":"L1","postalCode":"102x","state":"BE","country":"DE","employees":500}',
    'Americas              3 leads (own: 0)  ruth',
    '  United States       2 leads (own: 0)  sam 67%, tess 33%',
    '    New England       1 lead  (own: 0)  uma',
    '      Greater Boston  1 lead   vito 75%, wes 25%',
    '    Mid-Atlantic      0 leads  xena',
    'Greater Boston,New England,,,,02101*;02102*;02103*;02104*;02105*;02106*;02107*;02108*;02109*;0211*;0212*;0213*;0214*;0215*;0216*;0217*;0218*;0219*;022*,,,,vito:3;wes',
    'line 2, postalCode: The ends of the range "8000-81999" are of different forms.',
  ])
})
