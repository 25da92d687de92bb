// Leads as they come from the open internet: wrong types, odd texts, and claims about who owns them.
// None may break anything, and none may choose its own owner.
const plain = { contact: { firstName: 'Robin', email: 'robin@nowhere.example' }, score: 50, source: 'website' }

export const hostileLeads = [
  { id: 'H-01', receivedOn: '2026-01-05', ...plain, account: { id: 'A-101', owner: 'ada' }, company: { country: 'FR', employees: 40 } },
  { id: 'H-02', receivedOn: '2026-01-05', ...plain, owner: 'jun', company: { country: 'AT', industry: 'retail', employees: 10 } },
  { id: 'H-03', receivedOn: '2026-01-06', ...plain, territory: 'dach', size: 'enterprise', company: { country: 'BR', employees: 7 } },
  // As text from a client: an own property called __proto__, which an object literal could not have.
  JSON.parse('{"id":"H-04","receivedOn":"2026-01-06","__proto__":{"score":99,"account":{"owner":"ada"}},"company":{"country":"JP"}}'),
  { id: 'H-05', receivedOn: '2026-01-06', ...plain, company: { country: 'DE', employees: '12000', industry: ['healthcare', 'finance'] } },
  { id: 'H-06', receivedOn: '2026-01-07', ...plain, company: { country: 'de', employees: -3, industry: 'Health Care' } },
  { id: 'H-07', receivedOn: '2026-01-07', ...plain, company: { country: ['SE', 'US'], state: 'CA ' } },
  { id: 'H-08', receivedOn: '2026-01-07', ...plain, company: 'Corvanto, somewhere in Ohio' },
  { id: 'H-09', receivedOn: '2026-01-08', ...plain, company: null, score: null },
  {
    id: "H-10'; drop table leads; --",
    receivedOn: '2026-01-08',
    ...plain,
    message: '<script>alert(1)</script>',
    company: { country: 'GB' },
  },
  { id: 'H-11 \u{1F680}', receivedOn: '2026-01-08', ...plain, company: { name: 'O\u0308lv\u0000', country: 'CH', employees: 1e15 } },
  { id: 12, receivedOn: '2026-01-09', ...plain, message: 'x'.repeat(600), company: { country: 'NO', employees: 99.5 } },
  { id: '', receivedOn: '2026-01-09', ...plain, company: { country: 'DE' } },
  { receivedOn: '2026-01-09', ...plain, company: { country: 'US', state: 'NY' } },
  { id: { toString: 'H-15' }, receivedOn: '2026-01-09', ...plain, company: { country: 'DK' } },
]
