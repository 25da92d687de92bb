/** Five reps who take turns by their quota. */
export const roster = [
  { id: 'ada', team: 'inbound', quota: 3 },
  { id: 'bo', team: 'inbound', quota: 2 },
  { id: 'cem', team: 'inbound', quota: 2 },
  { id: 'dot', team: 'inbound', quota: 1 },
  { id: 'eve', team: 'inbound', quota: 1 },
]

export const plan = {
  fairlead: 1,
  name: 'shared',
  rules: [{ name: 'inbound', to: { team: 'inbound' }, by: { weighted: 'quota' } }],
  otherwise: { to: { team: 'inbound' } },
}
