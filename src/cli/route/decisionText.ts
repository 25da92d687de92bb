import type { Routed } from '../../router/context.js'
import type { Paint } from '../io.js'

/** A decision as one JSON line: what a next program acts on. The reasons are told by `fairlead explain`. */
export function decisionJson(routed: Routed): string {
  const { lead, kind, rule, at, duplicate, payloadChanged, epoch, seq, effects } = routed
  const outcome =
    routed.kind === 'assigned'
      ? { rep: routed.rep }
      : { queue: routed.queue, ...(routed.until === undefined ? {} : { until: textOf(routed.until) }) }
  const notify = effects.map(({ channel }) => channel)
  return JSON.stringify({
    lead,
    kind,
    ...outcome,
    rule,
    at: textOf(at),
    duplicate,
    payloadChanged,
    epoch,
    seq,
    ...(notify.length > 0 ? { notify } : {}),
  })
}

/** `L1 -> ana  territory` */
export function decisionLine(routed: Routed, { bold, dim, yellow }: Paint): string {
  const to = routed.kind === 'assigned' ? bold(routed.rep) : yellow(`queue ${routed.queue}`)
  const notes = [
    ...(routed.kind === 'queued' && routed.until !== undefined ? [`until ${textOf(routed.until)}`] : []),
    ...(routed.duplicate ? [`routed before${routed.payloadChanged === true ? ', with other content' : ''}`] : []),
  ]
  return `${routed.lead} -> ${to}  ${dim([routed.rule, ...notes].join(', '))}`
}

function textOf(instant: number): string {
  return new Date(instant).toISOString()
}
