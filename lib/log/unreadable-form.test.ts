import { expect, it } from 'vitest'
import { unreadableForm } from './unreadable-form.ts'

const inNext = '    at tI (/srv/node_modules/next/dist/compiled/next-server/app-page-turbo.runtime.prod.js:15:70523)'
const inNode = '    at parsingError (node:internal/deps/undici/undici:6736:14)'
const inOurs = '    at read (/srv/.next/server/chunks/ssr/lib_1.js:1:1)'

function thrown(fault: Error, ...places: string[]): Error {
  fault.stack = [`${fault.name}: ${fault.message}`, ...places].join('\n')
  return fault
}

it.each([
  ['an argument that is missing', thrown(new Error('Connection closed.'), inNext)],
  ['what is no JSON', thrown(new SyntaxError('Unexpected token'), '    at JSON.parse (<anonymous>)', inNext)],
  ['what is no number', thrown(new SyntaxError('Cannot convert zz'), '    at BigInt (<anonymous>)', inNext)],
  ['what is no list of arguments', thrown(new TypeError('CreateListFromArrayLike called on non-object'), inNext)],
  ['none at all', thrown(new TypeError("Cannot read properties of null (reading 'length')"), inNext)],
  ['too many', thrown(new Error('Server Action arguments list is too long (1001). Maximum allowed is 1000.'), inNext)],
  ['bytes that are none', thrown(new TypeError("Cannot read properties of undefined (reading 'arrayBuffer')"), inNext)],
  ['a form that is cut off', thrown(new Error('Unexpected end of form'), inNext)],
  ['a form without a boundary', thrown(new Error('Multipart: Boundary not found'), inNext)],
  ['a plain form that is none', thrown(new TypeError('Failed to parse body as FormData.'), inNode)],
  ['a reference into nowhere', thrown(new Error('Invalid reference.'), inNext, inOurs)],
])('REL-15 is the fault of the request: %s', (_, fault) => {
  expect(unreadableForm(fault)).toBe(400)
})

it('REL-15 is the fault of the request, too: a form that is too large and did not say so', () => {
  const words = 'Body exceeded 32kb limit.\nTo configure the body size limit for Server Actions, see: …'
  expect(unreadableForm(thrown(new Error(words), inNext))).toBe(413)
  expect(unreadableForm(thrown(new Error(words), inOurs))).toBeNull()
})

it.each([
  ['a form that we could not read', thrown(new TypeError('Failed to parse body as FormData.'), inNode, inOurs)],
  [
    'JSON that we could not read',
    thrown(new SyntaxError('Unexpected token'), '    at JSON.parse (<anonymous>)', inOurs, inNext),
  ],
  ['a fault of Next', thrown(new TypeError('x is not a function'), inNext)],
  ['the same words of somebody else', thrown(new Error('Connection closed.'), inOurs)],
  ['a fault without a place', thrown(new SyntaxError('Unexpected token'))],
])('is a fault of ours: %s', (_, fault) => {
  expect(unreadableForm(fault)).toBeNull()
})
