// The same page; proxy.ts sets a nonce here.
export { default } from '../page/page.tsx'
