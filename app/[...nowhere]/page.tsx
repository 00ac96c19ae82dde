// Every address that leads nowhere. It says the same as a link whose session is gone.
export { default } from '../unknown/page.tsx'
