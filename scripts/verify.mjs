#!/usr/bin/env node
// `npm run verify -- [name …] [options]`: the product's numbers against published ones.
import { launchFolder } from './launch.mjs'

launchFolder('verify', process.argv.slice(2))
