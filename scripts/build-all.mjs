#!/usr/bin/env node
// `npm run build`: what `npm start` would build, without starting.
import { ensureInstalled } from './install.mjs'

ensureInstalled()
const { buildStale } = await import('./build.mjs')
await buildStale()
