import type { NextConfig } from 'next'
import createNextIntlPlugin from 'next-intl/plugin'

const withNextIntl = createNextIntlPlugin('./lib/web/request-config.ts')

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // lib/server/send-whole.ts does it, for less.
  compress: false,
  // Next would write instructions of its own into this folder.
  agentRules: false,
  // server.ts loads these from node_modules as well; bundled, each would exist twice in one process.
  serverExternalPackages: [
    '@node-rs/argon2',
    'better-sqlite3',
    'libphonenumber-js',
    'nodemailer',
    'pg',
    'pino',
    'prom-client',
    'smpp',
    'twilio',
  ],
  // `npm test` runs the type checker over everything, scripts and tests included.
  typescript: { ignoreBuildErrors: true },
  // No image comes through the optimiser, so its endpoint and its native library stay out.
  images: { unoptimized: true },
  turbopack: { root: import.meta.dirname },
  experimental: {
    // The largest form holds an email address and two PINs. `lib/server/page-listener.ts` refuses what is larger.
    serverActions: { bodySizeLimit: '32kb' },
  },
}

export default withNextIntl(config)
