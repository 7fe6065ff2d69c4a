#!/usr/bin/env node
// `npm run verify -- [name …] [options]`: the product's numbers against published ones.
import { launchFolders } from './launch.mjs'

launchFolders(['analytics/verify', 'server/verify'], process.argv.slice(2))
