import { createRouter } from 'fairlead'
import { table, wrap } from './table.mjs'

const print = (...lines) => console.log(lines.join('\n'))
const sentence = (text) => print(...wrap(text, { first: '  ' }))

export function tellTitle({ title, about }, number) {
  print('', `${number}. ${title}`, '='.repeat(title.length + 3), ...wrap(about, { rest: '' }), '')
}

/** Who got what, and how far from a fair share that is. */
export function tellShares({ roster, plan, group }, { reps, rotations }, decisions) {
  const fields = [...plan.rules, plan.otherwise].flatMap(({ by }) => by?.weighted ?? [])
  const skips = decisions.flatMap(({ lead, trace }) => trace.rules.flatMap(({ skipped }) => skipped.map((skip) => ({ ...skip, lead }))))
  const rows = roster.map((rep) => {
    const { leads, fair } = reps.get(rep.id)
    const away = new Set(skips.filter((skip) => skip.rep === rep.id && skip.reason === 'away').map(({ detail }) => detail))
    const full = skips.find((skip) => skip.rep === rep.id && skip.reason === 'atCapacity')
    const notes = [...away, ...(full === undefined ? [] : [`full from ${full.lead} on (${full.detail})`])]
    const weight = fields.length === 0 ? '1' : String(rep[fields[0]] ?? 1)
    const share = `${((100 * leads) / decisions.length).toFixed(1)} %`
    return [
      rep.id,
      String(rep[group] ?? rep.role ?? ''),
      weight,
      String(leads),
      share,
      fair.toFixed(2),
      signed(leads - fair),
      notes.join('; '),
    ]
  })
  print(...table(['rep', group, 'weight', 'leads', 'share', 'fair share', 'difference', 'out'], rows), '')
  print('Balance, measured after every lead:')
  for (const { name, leads, among, furthest, promised } of rotations) {
    const balance =
      among === 1
        ? 'all to the only one'
        : `nobody was ever further than ${furthest.toFixed(2)} of a lead from the fair share (promised: ${promised})`
    print(`  ${name}: ${leads} lead${leads === 1 ? '' : 's'} among ${among}, ${balance}`)
  }
}

const signed = (difference) => (Math.abs(difference) < 0.005 ? '0.00' : `${difference > 0 ? '+' : '-'}${Math.abs(difference).toFixed(2)}`)

export function tellRules({ plan }, routed) {
  print('', 'Rules, in the order they are tried:')
  const firsts = routed.filter(({ outcome }) => outcome !== 'duplicate' && outcome !== 'refused')
  for (const name of [...plan.rules.map((rule) => rule.name), 'otherwise']) {
    print(`  ${name}: decided ${firsts.filter(({ decision }) => decision.rule === name).length}`)
  }
}

/** Why this one, why not that one: asked of the database that was written before. */
export async function tellReasons({ plan, roster }, routed, store) {
  const router = createRouter({ plan, roster, store })
  const firsts = routed.filter(({ outcome }) => outcome === 'assigned' || outcome === 'queued')

  print('', 'Some decisions:')
  for (const name of [...plan.rules.map((rule) => rule.name), 'otherwise']) {
    const some = firsts.filter(({ decision }) => decision.rule === name)
    const one = some[Math.floor(some.length / 2)]
    if (one !== undefined) sentence((await router.explain(one.decision.lead)).sentence)
  }

  print('', 'Why not me?')
  for (const asked of ['away', 'atCapacity']) {
    const found = firsts.find(({ decision }) => decision.trace.rules.some(({ skipped }) => skipped.some(({ reason }) => reason === asked)))
    if (found === undefined) continue
    const { rep } = found.decision.trace.rules.flatMap(({ skipped }) => skipped).find(({ reason }) => reason === asked)
    sentence(await whyNot(router, found.decision.lead, rep))
  }
  const contested = firsts.findLast(({ decision }) => (decision.trace.rules.at(-1).pick?.ranks.length ?? 0) > 1)
  sentence(await whyNot(router, contested.decision.lead, contested.decision.trace.rules.at(-1).pick.ranks[1].rep))
}

async function whyNot(router, lead, rep) {
  return (await router.explain(lead)).reps.find((one) => one.rep === rep).sentence
}

/** Doubled and refused leads, one of each kind. */
export function tellOddities(routed) {
  const doubled = routed.filter(({ outcome }) => outcome === 'duplicate')
  print('', 'Leads that came again:')
  for (const changed of [false, true]) {
    const one = doubled.find(({ decision }) => decision.payloadChanged === changed)
    if (one === undefined) continue
    const { lead, rep, queue, seq } = one.decision
    print(
      `  ${lead} (${one.file}) with ${changed ? 'other' : 'the same'} content: stays with ${rep ?? `the queue '${queue}'`}, decided by audit entry ${seq}`,
    )
  }
  print('', 'Leads that were refused, with the reason; nothing of them is stored:')
  for (const { lead, file, issues } of routed.filter(({ outcome }) => outcome === 'refused')) {
    print(`  id ${JSON.stringify(lead.id)} (${file}): ${issues[0].message}`)
  }
}

export function tellChecks(checks) {
  print('', 'Checks:')
  for (const { text, holds } of checks) print(`  ${holds ? 'yes' : 'NO '}  ${text}`)
}
