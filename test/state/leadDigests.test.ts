import { describe, expect, test } from 'vitest'
import type { Intake } from '../../src/decide/decision.js'
import type { Json } from '../../src/lead.js'
import { contentDigest, leadDigests } from '../../src/state/audit.js'

const salt = '0123456789abcdef'.repeat(2)
const content = { id: '1', b: [1, null, { z: 'ü', a: '"' }], a: -0.5 }

describe('the digests of a new lead are those of its data, whether or not they share a text', () => {
  test.each<[string, Json, Intake]>([
    ['the same object', content, { lead: content }],
    ['an equal one', content, { lead: { ...content } }],
    ['a changed one', content, { lead: { ...content, more: 1 } }],
    ['with an account', content, { lead: content, account: { id: 'acme' } }],
    ['no content', null, { lead: content }],
  ])('%s', (_, came, intake) => {
    expect(leadDigests(salt, came, intake)).toEqual({
      content: contentDigest(salt, came),
      intake: contentDigest(salt, intake as unknown as Json),
    })
  })
})
