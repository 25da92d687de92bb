import { expect, test } from 'vitest'
import { foldName } from '../../../src/adapter/accounts/companyName.js'

test.each([
  ['A B Volvo', ['volvo'], 'ab'],
  ['Volvo, AB', ['volvo'], 'ab'],
  ['S. A. Brewing Corp.', ['brewing sa'], 'corp'],
  ['Müller & Söhne GmbH & Co. KG', ['muller sohne', 'mueller soehne'], 'kg'],
  ['THE ACME CORPORATION', ['acme'], 'corp'],
  ['ООО Газпром', ['gazprom'], 'ooo'],
  ['Acme sp. z o.o.', ['acme'], 'spzoo'],
  ['Acme Spółka z o.o.', ['acme'], 'spzoo'],
  ['L’Oréal S.A.', ['loreal'], 'sa'],
  ['Acme, S.A. de C.V.', ['acme'], 'sa'],
  ['3M Co', ['3m'], undefined],
  ['Co.', ['co'], undefined],
  ['Limited', ['limited'], undefined],
  ['Acme GmbH Deutschland', ['acme deutschland'], 'gmbh'],
  ['株式会社ミナト', ['minato'], 'kk'],
  ['U.S. Steel', ['steel us'], undefined],
  ['Lantern Bank N.A.', ['bank lantern'], 'na'],
  ['Nova UG (haftungsbeschränkt)', ['nova'], 'ug'],
  ['Smith and Sons', ['smith sons'], undefined],
  ['Dupont et Fils', ['dupont fils'], undefined],
  ['ＡＣＭＥ　Ｌｔｄ', ['acme'], 'ltd'],
  ['---', [], undefined],
  ['', [], undefined],
] as const)('%s', (name, keys, form) => {
  const folded = foldName(name)
  expect(folded.map(({ key }) => key)).toEqual(keys)
  expect(folded[0]?.form).toBe(form)
})

test('words keep their own order beside the key', () => {
  expect(foldName('Bank of Leeds plc')).toEqual([{ key: 'bank leeds of', words: 'bank of leeds', form: 'plc' }])
})
