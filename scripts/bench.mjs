#!/usr/bin/env node
// `npm run bench -- [name …] [options]`: the benchmarks in server/bench and analytics/bench.
import { launchFolders } from './launch.mjs'

launchFolders(['server/bench', 'analytics/bench'], process.argv.slice(2))
