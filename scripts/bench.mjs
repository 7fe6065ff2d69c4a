#!/usr/bin/env node
// `npm run bench -- [name …] [options]`: the benchmarks in server/bench.
import { launchFolder } from './launch.mjs'

launchFolder('server/bench', process.argv.slice(2))
