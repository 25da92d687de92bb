import type { TestProject } from 'vitest/node'
import { serverFromEnvironment, startServer } from '../../scripts/postgres/server.mjs'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The server of the project `postgres`: take a database of your own from it, see database.ts. */
    postgresUrl: string
  }
}

/** One server for all files of the project. Vitest calls this only when it runs one of them. */
export async function setup(project: TestProject) {
  const server = serverFromEnvironment() ?? (await startServer({ durable: false }))
  project.provide('postgresUrl', server.url)
  return () => server.stop()
}
