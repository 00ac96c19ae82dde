import type { Deps } from '../session/deps.ts'

/** What `doctor` says of the gateways of text messages: each is asked whether it knows us. Nothing is sent. */
export async function gatewayFindings({
  smsSender,
}: Pick<Deps, 'smsSender'>): Promise<{ readonly level: 'ok' | 'FAIL'; readonly text: string }[]> {
  const checks = (await smsSender.check?.()) ?? []
  await smsSender.stop?.()
  return checks.map(({ gateway, fault }) =>
    fault === null
      ? { level: 'ok', text: `SMS gateway ${gateway}: answers` }
      : { level: 'FAIL', text: `SMS gateway ${gateway}: ${fault}` },
  )
}
