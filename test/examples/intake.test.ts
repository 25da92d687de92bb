import { expect, test } from 'vitest'
import { main } from '../../examples/intake.js'

test('intake.ts prints what it says', async () => {
  const lines: string[] = []
  await main((line) => lines.push(line))
  expect(lines).toEqual([
    'L1: ana by bavaria',
    '  normalised: company.country: "Allemagne" is DE.',
    '  normalised: company.state: "Bavaria" is BY.',
    '  normalised: company.zip: "D-80331" is 80331.',
    '  normalised: email was brought into its normal form.',
    'L2: bob by large software',
    '  normalised: company.country: "U.S.A." is US.',
    '  normalised: company.state: "Calif." is CA.',
    '  normalised: company.industry: "saas" is Software.',
    '  normalised: company.size: "51-200" is 51, in company.employees.',
    'L3: cy by otherwise',
    '  ambiguousValue: company.country stays as it is: "Georgia" could be GE or US-GA.',
    '  normalised: company.industry: "NACE 62.01" is Software.',
    '  unknownValue: company.size stays as it is: "about fifty" is no number of employees.',
    'L4: cy by otherwise',
    '  filledWeakly: company.country: CA, from the phone number alone, which is weak evidence.',
    '  normalised: company.zip: "m5v3l9" is M5V 3L9.',
    '  normalised: phone was brought into its normal form.',
    String.raw`{"company":{"country":"Allemagne","state":"Bavaria","zip":"D-80331"},"email":"\"Ann\" <Ann@Acme.example>"}`,
    '{"value":"AT"} {"ambiguous":["KP","KR"]} {"unknown":"is no country that is known"}',
  ])
})
