import fc from 'fast-check'

/** Any UTF-16, with what needs care on the way to PostgreSQL far more often than by chance. */
export const oddTexts = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        '$f$',
        '$f',
        '$',
        'f',
        '$ff$',
        "'",
        '"',
        '\\',
        '\\-',
        '-',
        '\\u0000',
        '\0',
        '\x1c',
        '\x1d',
        '\x1e',
        '\x1f',
        '\n',
        '\x7f',
      ),
      fc.constantFrom('\ud800', '\udbff', '\udc00', '\udfff', '🦊', '\ufffd', '\ufeff', '?', '$1', '%', ';', '--', '/*', 'u', '0'),
      fc.string({ unit: fc.nat(0xffff).map((code) => String.fromCharCode(code)), maxLength: 3 }),
    ),
    { maxLength: 10 },
  )
  .map((parts) => parts.join(''))
