// Prints `N passed, N failed` from what Vitest's JSON reporter wrote: node scripts/countTests.mjs results.json
import { readFileSync } from 'node:fs'

const { numPassedTests, numFailedTests, testResults } = JSON.parse(readFileSync(process.argv[2], 'utf8'))

// A file that breaks before its first test has no failed test to its name, and is a failure all the same.
const brokenFiles = testResults.filter(
  (file) => file.status === 'failed' && !file.assertionResults.some((result) => result.status === 'failed'),
)
for (const file of brokenFiles) console.log(`broken: ${file.name}`)

const failed = numFailedTests + brokenFiles.length
console.log(`${numPassedTests} passed, ${failed} failed`)
process.exitCode = failed > 0 || numPassedTests === 0 ? 1 : 0
