import { expect } from 'chai';
import type { Request } from 'express';
import { z } from 'zod';
import { AppError, InvalidInputError, NotFoundError } from '../../src/platform/errors.ts';
import { formBody, idParam, listOf, paging, safeNext } from '../../src/platform/request.ts';

const withParam = (id: string) => ({ params: { id } }) as unknown as Request;
const withBody = (body: unknown) => ({ body }) as Request;
const withQuery = (query: object) => ({ query }) as Request;

describe('idParam', () => {
  it('gives a positive whole number', () => expect(idParam(withParam('42'))).to.equal(42));
  for (const bad of ['0', '-1', '1.5', '1e3', '01', 'x', '', '2147483648', '99999999999999999999', ' 1', '１'])
    it(`does not find '${bad}'`, () => expect(() => idParam(withParam(bad))).to.throw(NotFoundError));
});

describe('paging', () => {
  it('is the first page of 25', () => expect(paging(withQuery({}))).to.deep.equal({ page: 1, perPage: 25 }));
  it('takes numbers', () =>
    expect(paging(withQuery({ page: '3', perPage: '50' }))).to.deep.equal({ page: 3, perPage: 50 }));
  for (const bad of [{ page: '-1' }, { page: ['1', '2'] }, { page: 'x' }, { perPage: '1e9' }])
    it(`ignores ${JSON.stringify(bad)}`, () => expect(paging(withQuery(bad))).to.deep.equal({ page: 1, perPage: 25 }));
  it('caps the size', () => expect(paging(withQuery({ perPage: '99999' })).perPage).to.equal(100));
});

describe('formBody', () => {
  const schema = z.object({ name: z.string().min(1), roles: listOf(z.enum(['a', 'b'])) });

  it('gives the fields of the schema and leaves the token out', () =>
    expect(formBody(withBody({ name: 'x', roles: 'a', _csrf: 't', other: '1' }), schema)).to.deep.equal({
      name: 'x',
      roles: ['a'],
    }));

  it('names each wrong field with a text', () => {
    try {
      formBody(withBody({ name: '', roles: ['c'] }), schema);
      expect.fail();
    } catch (error) {
      expect(error).to.be.instanceOf(InvalidInputError);
      const { problems } = error as InvalidInputError;
      expect(problems.name?.key).to.equal('errors.field.required');
      expect(problems['roles.0']?.key).to.equal('errors.field.invalid');
    }
  });

  it('refuses a field that is sent twice', () =>
    expect(() => formBody(withBody({ name: ['a', 'b'] }), schema)).to.throw(InvalidInputError));

  for (const body of [
    '{"__proto__":{"x":1},"name":"a"}',
    '{"name":"a","roles":[{"constructor":1}]}',
    '{"name":"a\\u0000"}',
    '[]',
    '"x"',
  ])
    it(`refuses ${body}`, () => expect(() => formBody(withBody(JSON.parse(body)), schema)).to.throw(AppError));
});

describe('safeNext', () => {
  for (const own of ['/', '/tests', '/tests/4?page=2', '/a/../b'])
    it(`keeps ${own}`, () => expect(safeNext(own)).to.match(/^\/[^/\\]?/));
  const foreign = [
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '\\\\evil',
    '/%0d%0a',
    'javascript:alert(1)',
    '/a\nb',
    '',
    'tests',
    '/\t/evil.example',
    '/./\\evil',
    ['/'],
    null,
    '/..//evil.example',
  ];
  for (const bad of foreign)
    it(`stays at home for ${JSON.stringify(bad)}`, () => {
      const path = safeNext(bad);
      expect(new URL(path, 'http://own.test').origin).to.equal('http://own.test');
      expect(path).to.not.match(/^\/[/\\]/);
    });
});
