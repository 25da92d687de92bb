export { labelledNames } from './named.js'
export { qualityReport, reportOn } from './report.js'
export { speedReport } from './speed.js'
