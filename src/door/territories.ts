/** Tables of territories as files, and what they cover. */

export type { Territory } from '../plan/document.js'
export type { Synonyms } from '../territory/cell.js'
export type { Fields } from '../territory/columns.js'
export type { ReadTerritories, ReadTerritoriesOptions } from '../territory/readTerritories.js'
export { readTerritories } from '../territory/readTerritories.js'
export type {
  TerritoryExample,
  TerritoryFinding,
  TerritoryFindingCode,
  TerritoryPlace,
  TerritoryRep,
  TerritoryReport,
  TerritoryRow,
} from '../territory/report.js'
export type { TerritoryIssue } from '../territory/tableIssue.js'
export type { TerritoryReportOptions } from '../territory/territoryReport.js'
export { territoryReport } from '../territory/territoryReport.js'
export type { TerritoryTextOptions } from '../territory/territoryText.js'
export { territoryText } from '../territory/territoryText.js'
export type { WriteTerritoriesOptions } from '../territory/writeTerritories.js'
export { writeTerritories } from '../territory/writeTerritories.js'
