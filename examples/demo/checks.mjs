import { replay } from 'fairlead'

const outcomes = ['assigned', 'queued', 'held', 'duplicate', 'refused']

/** What has to hold after a week, asked of the outcomes and of the database file as a new process would find it. */
export async function checkWeek({ plan, roster }, routed, { rotations }, store, lines) {
  const of = (outcome) => routed.filter((one) => one.outcome === outcome)
  const counts = Object.fromEntries(outcomes.map((outcome) => [outcome, of(outcome).length]))
  const sum = outcomes.reduce((total, outcome) => total + counts[outcome], 0)
  const firsts = [...of('assigned'), ...of('queued'), ...of('held')]
  const owners = new Map(firsts.map(({ decision }) => [decision.lead, decision]))
  const report = await replay(store)
  const { loads } = report.state
  const kept = await Promise.all(firsts.map(({ decision }) => store.lead({ key: decision.lead })))
  const claimed = routed.filter(({ lead, outcome }) => outcome !== 'refused' && lead.account !== undefined)
  return [
    {
      text: `${lines} lines in: ${outcomes.map((outcome) => `${counts[outcome]} ${outcome}`).join(' + ')} = ${sum}`,
      holds: sum === lines && routed.length === lines,
    },
    {
      text: `${owners.size} leads, each with one first decision, kept in the file`,
      holds:
        owners.size === firsts.length &&
        kept.every((lead, index) => lead?.rep === firsts[index].decision.rep && lead.seq === firsts[index].decision.seq),
    },
    {
      text: `${counts.duplicate} came again and kept their owner, ${of('duplicate').filter(({ decision }) => decision.payloadChanged).length} of them with other content`,
      holds: of('duplicate').every(
        ({ decision }) => owners.get(decision.lead)?.rep === decision.rep && owners.get(decision.lead)?.seq === decision.seq,
      ),
    },
    {
      text: `the leads of all reps add up to the ${counts.assigned} assigned ones`,
      holds: roster.every(({ id }) => (loads[id]?.assigned ?? 0) === of('assigned').filter(({ decision }) => decision.rep === id).length),
    },
    {
      text: `${claimed.length} lead that named an account and an owner of its own did not get that owner by it`,
      holds: claimed.length > 0 && claimed.every(({ decision }) => decision.rule !== 'account owner'),
    },
    {
      text: 'nobody was ever further from the fair share than promised',
      holds: rotations.every(({ furthest, promised }) => furthest <= promised + 1e-6),
    },
    {
      text: `the audit of '${plan.name}' replayed from the file: ${report.entries} decisions made again, ${report.same} the same owner`,
      holds:
        report.difference === undefined && report.unrepeatable === 0 && report.same === report.entries && report.entries === firsts.length,
    },
  ]
}
