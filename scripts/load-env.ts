// Reads `.env` where there is one. Node's own flag for it says at every start that there is none.
import { existsSync } from 'node:fs'

if (existsSync('.env')) process.loadEnvFile('.env')
