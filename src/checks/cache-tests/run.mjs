// Runs the suite http-cache-tests against a proxy: node run.mjs PROXY_URL ORIGIN_PORT RESULTS [TEST_ID]
//
// The suite's origin listens in this process, on loopback only, for as long as the run takes. Results are counted by
// the suite's own rules (its lib/display.mjs); its tests of Surrogate-Control, which it keeps apart, are left out. With TEST_ID, only that test runs, and what was sent and
// received is printed.
import fs from 'node:fs'
import http from 'node:http'
import fetch from 'node-fetch'
import { getResults, runTests } from 'http-cache-tests/client/runner.mjs'
import { determineTestResult } from 'http-cache-tests/lib/display.mjs'
import handleConfig from 'http-cache-tests/server/handle-config.mjs'
import handleState from 'http-cache-tests/server/handle-state.mjs'
import handleTest from 'http-cache-tests/server/handle-test.mjs'
import suites from 'http-cache-tests/tests/index.mjs'

const LOOPBACK = '127.0.0.1'

// The suite's default: a proxy has to bear as many connections at once.
const TESTS_AT_ONCE = 100

const KINDS = ['required', 'optimal', 'check']

// The third of a result of determineTestResult is its sign.
const SAID = {
  '✅': 'passed',
  Y: 'passed',
  '⛔️': 'failed',
  '⚠️': 'failed',
  N: 'failed',
  '🔹': 'set-up failed',
  '⁉️': 'harness failed',
  '⚪️': 'dependency failed',
  '↻': 'retried',
  '-': 'not run'
}

const [proxyUrl, originPort, resultsFile, only] = process.argv.slice(2)
const handlers = { config: handleConfig, state: handleState, test: handleTest }

function startOrigin () {
  const origin = http.createServer((request, response) => {
    const [, kind, ...rest] = new URL(request.url, `http://${LOOPBACK}/`).pathname.split('/')
    if (kind in handlers) {
      handlers[kind](rest, request, response)
    } else {
      response.writeHead(404).end()
    }
  })
  return new Promise((resolve, reject) => {
    origin.on('error', reject)
    origin.listen(Number(originPort), LOOPBACK, () => resolve(origin))
  })
}

function chosen () {
  if (only === undefined) return suites
  return suites.map(suite => ({ ...suite, tests: suite.tests.filter(test => test.id === only) }))
}

function judged (results) {
  return chosen().flatMap(suite => suite.tests)
    .filter(test => test.browser_only !== true)
    .map(test => ({
      id: test.id,
      name: test.name,
      kind: test.kind ?? 'required',
      said: SAID[determineTestResult(suites, test.id, results, only === undefined)[2]],
      reason: results[test.id] === true ? '' : results[test.id][1]
    }))
}

function printCounts (tests) {
  for (const kind of KINDS) {
    const ofKind = tests.filter(test => test.kind === kind)
    const counts = new Map([['passed', 0]])
    ofKind.forEach(test => counts.set(test.said, (counts.get(test.said) ?? 0) + 1))
    const parts = Array.from(counts, ([said, count]) => `${count} ${said}`)
    console.log(`${kind.padEnd(8)} ${ofKind.length}: ${parts.join(', ')}`)
  }
}

function printMissed (tests) {
  for (const kind of ['required', 'optimal']) {
    for (const test of tests.filter(test => test.kind === kind && test.said !== 'passed')) {
      console.log(`missed ${kind} ${test.id} (${test.said}): ${test.name}: ${test.reason || 'itself it passed'}`)
    }
  }
}

async function run () {
  const print = console.log
  const tests = chosen()
  if (tests.every(suite => suite.tests.length === 0)) throw new Error(`the suite has no test ${only}`)
  tests.forEach(suite => suite.tests.forEach(test => { test.dump = only !== undefined }))
  const origin = await startOrigin()
  // That it answers: else each test would say that it does not.
  await fetch(proxyUrl)
  // The suite's server warns of requests that it did not expect: of interest only where one test is looked at.
  const warnings = []
  if (only === undefined) console.log = warning => warnings.push(warning)
  await runTests(tests, fetch, false, proxyUrl.replace(/\/$/, ''), TESTS_AT_ONCE)
  console.log = print
  origin.close()
  origin.closeAllConnections()
  fs.writeFileSync(resultsFile, JSON.stringify(getResults(), null, 2) + '\n')
  fs.writeFileSync(`${resultsFile}.warnings`, warnings.join('\n'))
  return judged(getResults())
}

try {
  const tests = await run()
  if (only === undefined) printCounts(tests)
  else tests.forEach(test => console.log(`${test.kind} ${test.id} ${test.said}`))
  printMissed(tests)
} catch (error) {
  console.error(`run.mjs: ${error.message}`)
  process.exit(1)
}
