import type { Json } from '../../../src/lead.js'
import type { PublishedEvent } from '../../../src/state/event.js'
import type { PlanRecord, VersionRecord } from '../../../src/state/planRecord.js'
import type { Evidence, Violation } from '../checker.js'
import { sha256, sortedJson } from './story.js'

/** I11: each decision by the version in force in its transaction, never by an earlier one than the decision before; the journal says the same as the trail. */
export function versionFaults(evidence: Evidence): Violation[] {
  const faults: Violation[] = []
  const fault = (where: string, what: string): number => faults.push({ invariant: 'I11', what, where })
  const versions: PublishedEvent[] = []
  let latest = 0
  for (const { seq, at, event } of evidence.audit) {
    const where = `entry ${seq}`
    if (event.kind === 'published') {
      if (event.version !== versions.length + 1) fault(where, `version ${event.version} follows version ${versions.length}`)
      versions.push(event)
    } else if ('inputs' in event) {
      const { version = 0, plan } = event.inputs
      if (version < latest) fault(where, `it is decided by version ${version}, after a decision by version ${latest}`)
      latest = Math.max(latest, version)
      const present = versions.filter(({ from }) => from === undefined || from <= at).at(-1)
      if (version !== (present?.version ?? 0))
        fault(where, `it is decided by version ${version}, and version ${present?.version ?? 0} is in force`)
      if (version > 0 && versions[version - 1]?.plan !== plan) fault(where, `its plan is not that of version ${version}`)
    }
  }
  return [...faults, ...journalFaults(evidence, versions), ...toldFaults(evidence)]
}

function* journalFaults({ journal, documents }: Evidence, versions: readonly PublishedEvent[]): Generator<Violation> {
  if (journal === undefined) return
  const fault = (where: string, what: string): Violation => ({ invariant: 'I11', what, where })
  const records = versionsIn(journal)
  for (const [index, { number }] of journal.entries())
    if (number !== index + 1) yield fault(`line ${number}`, `it is line ${index + 1} of the journal`)
  if (records.length !== versions.length) yield fault('the journal', `it has ${records.length} versions, the trail ${versions.length}`)
  for (const event of versions) {
    const record = records.find(({ version }) => version === event.version)
    const where = `version ${event.version}`
    if (record === undefined) yield fault(where, 'the journal knows nothing of it')
    else if (sha256(sortedJson(record as unknown as Json)) !== event.record)
      yield fault(where, 'the journal says something else than the trail')
    if (!documents.has(event.plan)) yield fault(where, 'its plan is missing')
  }
}

/** Who was told that it published something has done so, on top of what it expected. */
function* toldFaults({ journal = [], published = [] }: Evidence): Generator<Violation> {
  const records = versionsIn(journal)
  const told = new Set<number>()
  for (const { version, author, expect } of published) {
    const where = `version ${version}`
    if (records.find((record) => record.version === version)?.author !== author)
      yield { invariant: 'I11', what: `${author} was told that it is its own, and it is not`, where }
    if (told.has(version)) yield { invariant: 'I11', what: 'two were told that it is theirs', where }
    if (expect !== undefined && expect !== version - 1)
      yield { invariant: 'I11', what: `it was published on top of version ${version - 1}, and version ${expect} was expected`, where }
    told.add(version)
  }
}

function versionsIn(journal: readonly PlanRecord[]): readonly VersionRecord[] {
  return journal.filter((record) => record.kind === 'version')
}
