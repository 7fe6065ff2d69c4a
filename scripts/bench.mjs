#!/usr/bin/env node
// `npm run bench -- [name …] [options]`: the benchmarks in server/bench.
import { launchFolders } from './launch.mjs'

launchFolders(['server/bench'], process.argv.slice(2))
