export { qualityReport } from './report.js'
export { speedReport } from './speed.js'
