import { test as base } from '../fixtures.ts'
import { type Instances, startInstances } from './instances.ts'

/** The tests of one server, with two behind a balancer in its place. */
export const test = base.extend<object, { readonly assent: Instances }>({
  assent: [
    async ({ engine: _ }, use) => {
      const instances = await startInstances()
      await use(instances)
      await instances.remove()
    },
    { scope: 'worker' },
  ],
})

export { expect } from '../fixtures.ts'
