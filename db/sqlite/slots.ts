export { slot, slots } from '../slots.ts'
