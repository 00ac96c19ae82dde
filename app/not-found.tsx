// Next renders what stands here into the data of every page, for the case that the page throws `notFound()`. None of ours
// does: they answer with a page of their own, which is there without script too, and `[...nowhere]` answers for addresses
// that have none. So this is a component of the browser, of which a page carries the name alone.
export { default } from './error.tsx'
