import { type RowIn, unknown } from './row.js'

const inside = (country: string, rows: readonly (readonly [input: unknown, expected: unknown])[]): RowIn[] =>
  rows.map(([input, expected]): RowIn => [country, input, expected])

export const messyPostalCodes: readonly RowIn[] = [
  ...inside('GB', [
    ['SW1A1AA', 'SW1A 1AA'],
    ['sw1a 1aa', 'SW1A 1AA'],
    [' M1 1AE', 'M1 1AE'],
    ['m11ae', 'M1 1AE'],
    ['EC1A-1BB', 'EC1A 1BB'],
    ['W1A 0AX', 'W1A 0AX'],
    ['SW1A', unknown],
    ['SW1A 1A', unknown],
    ['QQ1 1AA', unknown],
  ]),
  ...inside('DE', [
    ['80331', '80331'],
    ['D-80331', '80331'],
    ['DE-80331', '80331'],
    ['D 80331', '80331'],
    ['01234', '01234'],
    [80331, '80331'],
    [1067, unknown],
    ['8033', unknown],
    ['803312', unknown],
    ['8O331', unknown],
    ['80331 München', unknown],
    ['00123', unknown],
  ]),
  ...inside('US', [
    ['94105', '94105'],
    ['94105-1234', '94105-1234'],
    ['941051234', '94105-1234'],
    ['94105 1234', '94105-1234'],
    ['02134', '02134'],
    [2134, unknown],
    ['9410', unknown],
    ['CA 94105', unknown],
    ['94105-12', unknown],
  ]),
  ...inside('CA', [
    ['k1a0b1', 'K1A 0B1'],
    ['K1A 0B1', 'K1A 0B1'],
    ['K1A-0B1', 'K1A 0B1'],
    ['K1A 0O1', unknown],
    ['D1A 0B1', unknown],
    ['94105', unknown],
  ]),
  ...inside('AT', [
    ['A-1010', '1010'],
    ['1010', '1010'],
    ['0101', unknown],
  ]),
  ...inside('CH', [
    ['CH-8001', '8001'],
    [8001, '8001'],
    ['80010', unknown],
  ]),
  ...inside('FR', [
    ['F-75001', '75001'],
    ['75 001', '75001'],
    ['01000', '01000'],
    ['99001', unknown],
  ]),
  ...inside('NL', [
    ['1012ab', '1012 AB'],
    ['1012 AB', '1012 AB'],
    ['NL-1012 AB', '1012 AB'],
    ['0012 AB', unknown],
  ]),
  ...inside('PL', [
    ['00950', '00-950'],
    ['00-950', '00-950'],
    ['PL 00-950', '00-950'],
  ]),
  ...inside('SE', [
    ['11122', '111 22'],
    ['SE-111 22', '111 22'],
    ['S-111 22', '111 22'],
  ]),
  ...inside('CZ', [
    ['11000', '110 00'],
    ['CZ-110 00', '110 00'],
  ]),
  ...inside('PT', [
    ['1000001', '1000-001'],
    ['1000-001', '1000-001'],
    ['1000', unknown],
  ]),
  ...inside('JP', [
    ['1000001', '100-0001'],
    ['〒100-0001', unknown],
    ['100-0001', '100-0001'],
    ['１００-０００１', '100-0001'],
  ]),
  ...inside('BR', [
    ['01310100', '01310-100'],
    ['01310-100', '01310-100'],
  ]),
  ...inside('IE', [
    ['d02af30', 'D02 AF30'],
    ['D6W XY00', 'D6W XY00'],
    ['B02 AF30', unknown],
  ]),
  ...inside('ES', [
    ['28001', '28001'],
    ['E-28001', '28001'],
    ['99001', unknown],
  ]),
  ...inside('IT', [
    ['I-00184', '00184'],
    ['00184', '00184'],
  ]),
  ...inside('BE', [
    ['B-1000', '1000'],
    ['1000', '1000'],
  ]),
  ...inside('DK', [
    ['DK-2100', '2100'],
    ['2100', '2100'],
  ]),
  ...inside('LV', [
    ['1050', 'LV-1050'],
    ['LV1050', 'LV-1050'],
    ['LV-1050', 'LV-1050'],
  ]),
  ...inside('LT', [
    ['LT-01100', 'LT-01100'],
    ['01100', 'LT-01100'],
  ]),
  ...inside('IN', [
    ['110 001', '110001'],
    ['010001', unknown],
  ]),
  ...inside('AU', [
    ['2000', '2000'],
    ['0800', '0800'],
    [800, unknown],
  ]),
  ...inside('GR', [['10431', '104 31']]),
  ...inside('MT', [['vlt1117', 'VLT 1117']]),
  ...inside('LU', [['L-1234', '1234']]),
  ...inside('KR', [['03187', '03187']]),
  ...inside('SG', [['018956', '018956']]),
  ...inside('AQ', [['12345', unknown]]),
  [undefined, '80331', unknown],
  ['Germany', '80331', unknown],
  ['DE', '', unknown],
  ['DE', null, unknown],
]
