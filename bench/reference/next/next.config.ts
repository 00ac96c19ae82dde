import type { NextConfig } from 'next'

const config: NextConfig = {
  agentRules: false,
  typescript: { ignoreBuildErrors: true },
  serverExternalPackages: ['better-sqlite3'],
  turbopack: { root: process.env.BENCH_ROOT ?? '.' },
}

export default config
