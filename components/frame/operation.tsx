'use client'

export interface OperationProps {
  readonly label: string
  /** After the end nothing is left to approve, and this is left out. */
  readonly kind: string | null
  /** Written out. A batch has one total for each currency. */
  readonly amounts: readonly string[]
  /** What is done; or the name of whom it is done with, in a script of its own. */
  readonly main: { readonly text: string; readonly isName: boolean } | null
  readonly facts: readonly { readonly label: string; readonly text: string; readonly isAccount?: boolean }[]
  readonly batch: Batch | null
}

export interface Batch {
  readonly count: string
  readonly payments: readonly {
    readonly payee: string
    readonly amount: string
    readonly account: string | null
    readonly reference: string | null
  }[]
}

/** Draws what is being approved. */
export function Operation({ label, kind, amounts, main, facts, batch }: OperationProps) {
  return (
    <section className="operation" aria-label={label}>
      {kind === null ? null : <p className="operation-kind">{kind}</p>}
      {amounts.map((text) => (
        <p key={text} className="operation-amount" data-size={sizeOf(text)}>
          <bdi>{text}</bdi>
        </p>
      ))}
      {main && <p className="operation-main">{main.isName ? <bdi>{main.text}</bdi> : main.text}</p>}
      {facts.length === 0 ? null : (
        <dl>
          {facts.map(({ label, text, isAccount }) => (
            <div key={label}>
              <dt>{label}</dt>
              <dd className={isAccount ? 'account' : undefined}>
                <bdi dir={isAccount ? 'ltr' : undefined}>{text}</bdi>
              </dd>
            </div>
          ))}
        </dl>
      )}
      {batch && <Payments {...batch} />}
    </section>
  )
}

/** A long amount is set smaller, since a break before the decimals could be misread. */
function sizeOf(amount: string): string {
  return amount.length > 20 ? 'small' : amount.length > 13 ? 'medium' : 'large'
}

function Payments({ count, payments }: Batch) {
  return (
    <details className="batch">
      <summary>{count}</summary>
      <ol>
        {payments.map(({ payee, amount, account, reference }, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: the list is immutable, and two payments may be alike
          <li key={place}>
            <bdi className="batch-payee">{payee}</bdi>
            <bdi className="batch-amount">{amount}</bdi>
            {account === null ? null : (
              <bdi className="account" dir="ltr">
                {account}
              </bdi>
            )}
            {reference === null ? null : <bdi className="batch-reference">{reference}</bdi>}
          </li>
        ))}
      </ol>
    </details>
  )
}
