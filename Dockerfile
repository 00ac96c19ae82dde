# The image of Assent: production packages, the build, and the sources that tools and migrations read.
#   docker build -t assent .
# It runs as a user without rights, needs no writable file system but the data folder, and holds no secret. What it is made of
# is in parts.cdx.json.

FROM node:24-trixie-slim AS build
WORKDIR /assent
COPY package.json package-lock.json ./
RUN npm ci --ignore-scripts --no-audit --no-fund
COPY . .
RUN npm run build && rm -rf .next/cache .next/diagnostics .next/trace .next/trace-build

FROM node:24-trixie-slim AS packages
WORKDIR /assent
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --ignore-scripts --no-audit --no-fund
COPY scripts/parts.ts ./scripts/
COPY scripts/support/list-parts.ts ./scripts/support/
RUN node scripts/parts.ts --system > parts.cdx.json

FROM node:24-trixie-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 ASSENT_DATA=/data PORT=3000
WORKDIR /assent
RUN mkdir /data && chown node:node /data
COPY --from=packages /assent/node_modules ./node_modules
COPY --from=packages /assent/parts.cdx.json ./parts.cdx.json
COPY --from=build /assent/.next ./.next
COPY package.json server.ts ./
COPY scripts/assent.ts ./scripts/assent.ts
COPY lib ./lib
COPY db ./db
COPY messages ./messages
COPY public ./public
USER node
VOLUME /data
EXPOSE 3000
STOPSIGNAL SIGTERM
HEALTHCHECK --interval=10s --timeout=5s --start-period=20s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT}/readyz`).then((r) => process.exit(r.ok ? 0 : 1), () => process.exit(1))"]
CMD ["node", "server.ts"]
