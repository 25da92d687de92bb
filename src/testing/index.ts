export { type ContractCase, type StoreContractOptions, storeContract } from './storeContract.js'
export { given, type Moment, type Team, type World } from './given.js'
export type { Outcome } from './givenOutcome.js'
