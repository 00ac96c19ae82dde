import type { Deps } from '../session/deps.ts'

/** What `doctor` says of the mail server and the gateways of text messages: each is asked whether it knows us. Nothing is sent. */
export async function gatewayFindings({
  smsSender,
  mailer,
}: Pick<Deps, 'smsSender' | 'mailer'>): Promise<{ readonly level: 'ok' | 'FAIL'; readonly text: string }[]> {
  const checks = (await smsSender.check?.()) ?? []
  await smsSender.stop?.()
  const mail = mailer.check ? [{ gateway: 'mail server', fault: await mailer.check() }] : []
  const gateways = checks.map(({ gateway, fault }) => ({ gateway: `SMS gateway ${gateway}`, fault }))
  return [...mail, ...gateways].map(({ gateway, fault }) =>
    fault === null ? { level: 'ok', text: `${gateway}: answers` } : { level: 'FAIL', text: `${gateway}: ${fault}` },
  )
}
