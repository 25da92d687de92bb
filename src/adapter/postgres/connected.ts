import { isRoutingError } from '../../errors.js'
import type { Connection, Driver } from './driver.js'
import { failureOf } from './failure.js'
import { within } from './retry.js'

/**
 * Work on a connection of the pool's. Whatever comes of it, the connection goes back: whole and outside of any transaction, or as a broken one.
 *
 * @param ms how long the pool may take to give one, and the server to roll back
 */
export async function connected<Result>(driver: Driver, ms: number, work: (connection: Connection) => Promise<Result>): Promise<Result> {
  const connection = await taken(driver, ms)
  let broken = false
  try {
    return await work(connection)
  } catch (error) {
    // Our own errors come from between two transactions.
    broken = failureOf(error) === 'lost' || !(isRoutingError(error) || (await rolledBack(connection, ms)))
    throw error
  } finally {
    connection.release(broken)
  }
}

/** A connection that comes too late goes back at once: nobody else would do it, and the pool would be short of one for ever. */
async function taken(driver: Driver, ms: number): Promise<Connection> {
  const coming = driver.connect()
  try {
    return await within(ms, coming)
  } catch (error) {
    coming.then(
      (late) => late.release(false),
      () => {},
    )
    throw error
  }
}

async function rolledBack(connection: Connection, ms: number): Promise<boolean> {
  try {
    await within(ms, connection.script(connection.words.rollback))
    return true
  } catch {
    return false
  }
}
