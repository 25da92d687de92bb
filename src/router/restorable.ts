import { RoutingError } from '../errors.js'
import type { PlanVersion } from './planVersions.js'

/**
 * The version to go back to: the one that was asked for, or the one before the present one. Going back twice goes back two versions: a version that
 * restores an earlier one stands where that one stood.
 *
 * @throws RoutingError `unknownPlan`
 */
export function restorable(versions: readonly PlanVersion[], to: number | undefined): PlanVersion {
  if (to !== undefined) {
    const found = versions[to - 1]
    if (found === undefined) throw new RoutingError('unknownPlan', { detail: `There is no version ${to}.`, path: ['to'] })
    return original(found, versions)
  }
  const present = versions.find(({ state }) => state === 'inForce')
  const place = present === undefined ? 0 : original(present, versions).version
  const before = versions.findLast(({ version, state }) => version < place && state === 'past')
  if (before === undefined) throw new RoutingError('unknownPlan', { detail: 'There is no earlier version to go back to.', path: ['to'] })
  return original(before, versions)
}

function original(version: PlanVersion, versions: readonly PlanVersion[]): PlanVersion {
  const earlier = version.restores === undefined ? undefined : versions[version.restores - 1]
  return earlier ?? version
}
