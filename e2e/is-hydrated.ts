/** Runs in the page: whether its script has taken over what was sent, by the switch of languages, which every page has. */
export function isHydrated(): boolean {
  const button = document.querySelector('.language button')
  const hydrated = button !== null && Object.keys(button).some((key) => key.startsWith('__reactProps'))
  const field = document.querySelector<HTMLInputElement>('main form [name=passkeySupported]')
  return hydrated && (field === null || field.value === 'true')
}
