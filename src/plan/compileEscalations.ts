import { always } from '../condition/parse.js'
import type { Tree } from '../condition/tree.js'
import type { Json } from '../lead.js'
import { durationMs } from '../time/duration.js'
import { compileBy, type Parsing, parse } from './compileParts.js'
import type { CompiledRule } from './compilePlan.js'
import { type EscalationStep, OTHERWISE, type Plan } from './document.js'
import { termsOf } from './terms.js'

/** One step of an escalation, ready to be taken. */
export interface CompiledStep {
  readonly afterMs: number
  /** `after` counts the working time of whoever has the lead. */
  readonly business: boolean
  readonly when: Tree
  readonly notify: readonly string[]
  /** Missing: the step only reminds. `reps`: those whom the condition of {@link CompiledStep.rule} selects. */
  readonly to?: 'backup' | 'manager' | 'rules' | 'reps'
  /** The step as a rule that gives the lead to somebody: its name for traces, its target, its way to pick, its rotation. */
  readonly rule: CompiledRule
}

/** What selects nobody: for steps that find their reps without a condition. */
const nobody: Tree = Object.freeze({ kind: 'any', of: Object.freeze([]) as readonly Tree[] }) as Tree

export function compileEscalations({ rules, otherwise }: Plan, parsing: Parsing): ReadonlyMap<string, readonly CompiledStep[]> {
  const chains = new Map<string, readonly CompiledStep[]>()
  const add = (name: string, steps: readonly EscalationStep[] | undefined, place: readonly (string | number)[]): void => {
    if (steps === undefined || steps.length === 0) return
    chains.set(
      name,
      steps.map((step, index) => compileStep(step, nameOfStep(name, index), [...place, 'escalate', index], parsing)),
    )
  }
  rules.forEach(({ name, escalate }, index) => {
    add(name, escalate, ['rules', index])
  })
  add(OTHERWISE, otherwise.escalate, [OTHERWISE])
  return chains
}

/** `territory / escalation 1` for the first step: what it is called in traces, and its rotation where it has no other. */
export function nameOfStep(rule: string, step: number): string {
  return `${rule} / escalation ${step + 1}`
}

function compileStep(
  { after, time, when, notify = [], to, by, rotation }: EscalationStep,
  name: string,
  place: readonly (string | number)[],
  parsing: Parsing,
): CompiledStep {
  const tree = when === undefined ? always : parse(when as Json, [...place, 'when'], false, parsing)
  const target = typeof to === 'object' ? parse(to as Json, [...place, 'to'], true, parsing) : nobody
  return {
    afterMs: durationMs(after),
    business: time === 'business',
    when: tree,
    notify,
    ...(to === undefined ? {} : { to: typeof to === 'object' ? 'reps' : to }),
    rule: {
      name,
      when: tree,
      to: { kind: 'reps', tree: target },
      by: compileBy(by ?? 'roundRobin'),
      rotation: rotation ?? name,
      terms: termsOf(parsing, rotation ?? name),
      hold: false,
      notify,
      isOtherwise: false,
    },
  }
}
