export { type ContractCase, type StoreContractOptions, storeContract } from './storeContract.js'
