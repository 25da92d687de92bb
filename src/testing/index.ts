export { given, type Team } from './given.js'
export type { Outcome } from './givenOutcome.js'
export type { Moment, World } from './givenWorld.js'
export { type ContractCase, type StoreContractOptions, storeContract } from './storeContract.js'
