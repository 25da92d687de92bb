import type { JsonObject } from '../../lead.js'
import type { RouteContext } from '../../router/context.js'
import { leadNormaliser } from './normaliseLead.js'
import type { NormaliseOptions } from './options.js'

/**
 * A middleware that brings named fields of leads into their normal forms, once, before rules compare them. What was there before is kept, each
 * change is in the trace, and what is unknown or ambiguous stays as it is, with a note that says so.
 *
 * @example
 * router.use(normalise({ country: 'company.country', subdivision: 'company.state', employees: { from: 'company.size', form: 'min' } }))
 * @throws RoutingError `badOptions` with everything that is wrong
 */
export function normalise(
  options: NormaliseOptions,
): <Lead, RuleName extends string>(context: RouteContext<Lead, RuleName>, next: () => Promise<void>) => Promise<void> {
  const normaliseOne = leadNormaliser(options)
  return async <Lead, RuleName extends string>(context: RouteContext<Lead, RuleName>, next: () => Promise<void>) => {
    const { lead, notes } = normaliseOne(context.lead as JsonObject)
    context.lead = lead as Lead
    for (const note of notes) context.note(note)
    await next()
  }
}
