import { describe, expect, it } from 'vitest'
import { findPage } from './page-entries.ts'

const find = findPage({
  '/_not-found/page': 'app/_not-found/page.js',
  '/page': 'app/page.js',
  '/help/page': 'app/help/page.js',
  '/[...nowhere]/page': 'app/[...nowhere]/page.js',
  '/gallery/[[...path]]/page': 'app/gallery/[[...path]]/page.js',
  '/shelf/[id]/part/page': 'app/shelf/[id]/part/page.js',
  '/notice/[token]/page': 'app/notice/[token]/page.js',
})

describe('the page of a path', () => {
  it('is found with what varies in it', () => {
    expect(find('/')).toEqual({ file: 'app/page.js', params: null })
    expect(find('/help')).toEqual({ file: 'app/help/page.js', params: null })
    expect(find('/shelf/id_A-z0/part')).toEqual({
      file: 'app/shelf/[id]/part/page.js',
      params: { id: 'id_A-z0' },
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
    '/shelf/id_1',
    '/shelf//part',
    '/shelf/id_1/part/more',
    '/shelf/id%5F1/part',
    '/shelf/[id]/part',
    '/shelf/id_1/part\n',
    '/toString',
    '',
  ])('is left to Next where the path alone does not tell: %j', (path) => {
    expect(find(path)).toBeNull()
  })
})
