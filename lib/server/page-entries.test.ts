import { describe, expect, it } from 'vitest'
import { findPage } from './page-entries.ts'

const find = findPage({
  '/_not-found/page': 'app/_not-found/page.js',
  '/page': 'app/page.js',
  '/help/page': 'app/help/page.js',
  '/[...nowhere]/page': 'app/[...nowhere]/page.js',
  '/gallery/[[...path]]/page': 'app/gallery/[[...path]]/page.js',
  '/s/[sessionId]/finish/page': 'app/s/[sessionId]/finish/page.js',
  '/notice/[token]/page': 'app/notice/[token]/page.js',
})

describe('the page of a path', () => {
  it('is found with what varies in it', () => {
    expect(find('/')).toEqual({ file: 'app/page.js', params: null })
    expect(find('/help')).toEqual({ file: 'app/help/page.js', params: null })
    expect(find('/s/ses_A-z0/finish')).toEqual({
      file: 'app/s/[sessionId]/finish/page.js',
      params: { sessionId: 'ses_A-z0' },
    })
    expect(find('/notice/not_1')).toEqual({ file: 'app/notice/[token]/page.js', params: { token: 'not_1' } })
  })

  it.each([
    '/_not-found',
    '/nothing',
    '/help/',
    '/HELP',
    '//help',
    '/gallery',
    '/gallery/welcome/payment',
    '/s/ses_1',
    '/s//finish',
    '/s/ses_1/finish/more',
    '/s/ses%5F1/finish',
    '/s/[sessionId]/finish',
    '/s/ses_1/finish\n',
    '/toString',
    '',
  ])('is left to Next where the path alone does not tell: %j', (path) => {
    expect(find(path)).toBeNull()
  })
})
