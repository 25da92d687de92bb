import type { CampaignReport } from './campaign.js'

/** Whether everything held, and the campaign hit what it was after. */
export function isSound({ violations, surprises, deadlocks }: CampaignReport): boolean {
  return violations.length === 0 && surprises.length === 0 && deadlocks === 0
}

export function tableOf(report: CampaignReport, seconds: number): string {
  const { network, deadlines, steps, violations } = report
  const rows: readonly (readonly [string, string | number])[] = [
    ['seed', report.seed],
    ['calls', report.calls],
    ['acknowledged', report.acknowledged],
    ['of these duplicates', report.duplicates],
    [
      'errors told',
      Object.entries(report.errors)
        .map(([code, count]) => `${code} ${count}`)
        .join(', ') || 'none',
    ],
    ['workers killed (kill -9)', report.workerKills],
    ['servers killed (kill -9)', report.serverKills],
    ['connections', network.connections],
    ['connections cut', network.cut],
    ['COMMIT messages', network.commits],
    ['COMMIT answers lost', network.commitAnswersLost],
    ['connections cut at a COMMIT', network.commitsCut],
    ['messages delayed', network.delayed],
    ['connections fallen silent', network.silenced],
    ['leads claimed from a queue', report.claims],
    ['audit entries', report.entries],
    ['messages delivered, repeats included', report.received],
    ['deadlines set / fired / cancelled', `${deadlines.set} / ${deadlines.fired} / ${deadlines.cancelled}`],
    ['steps of escalations set / taken / cancelled', `${steps.set} / ${steps.fired} / ${steps.cancelled}`],
    ['leads that went on, found nobody', `${steps.escalated}, ${steps.nobody}`],
    ['deadlocks in the log of the server', report.deadlocks],
    ['surprising errors', report.surprises.length],
    ['violations', violations.length],
    ['seconds', seconds],
  ]
  const width = Math.max(...rows.map(([name]) => name.length))
  return [
    ...rows.map(([name, value]) => `${name.padEnd(width)}  ${value}`),
    ...violations.slice(0, 20).map(({ invariant, what, where }) => `  ${invariant} ${where}: ${what}`),
    ...report.surprises.slice(0, 5).map((surprise) => `  ${surprise}`),
    ...(isSound(report) ? [] : [`the journals are in ${report.folder}`]),
  ].join('\n')
}
