// Stands in for `import.meta.url` in the CJS build (tsup's own shim breaks on paths with `#` or `%`).
import { pathToFileURL } from 'node:url'

export const importMetaUrl = pathToFileURL(__filename).href
