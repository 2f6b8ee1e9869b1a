import type { Request, Response } from 'express';
import { expect } from 'chai';
import { browsers, keepBrowser } from '../../src/platform/browser.ts';

const config = { sessionSecret: 'a secret of thirty-two characters', production: false, baseUrl: 'http://localhost:3000' };

/** The name that a request with this cookie header is known by. */
function nameOf(cookie: string | undefined, by = config): string | null {
  const res = { locals: {} } as Response;
  void browsers(by)({ headers: { cookie } } as Request, res, () => undefined);
  return res.locals.browser as string | null;
}

/** The cookie that is set at a sign-in. */
function cookieAt(cookie?: string, by = config): { name: string; value: string; options: object } {
  let made = { name: '', value: '', options: {} };
  const res = { cookie: (name: string, value: string, options: object) => (made = { name, value, options }) };
  keepBrowser({ headers: { cookie } } as Request, res as unknown as Response, by);
  return made;
}

describe('the name of a browser', () => {
  it('is given at the first sign-in and kept at the next, also beside other cookies', () => {
    const { name, value } = cookieAt();
    const header = `lang=id; ${name}=${value}; session=x`;
    expect(nameOf(header)).to.match(/^[0-9a-f]{32}$/);
    expect(cookieAt(header).value).to.equal(value);
    expect(cookieAt().value).to.not.equal(value);
  });

  it('cannot be made up', () => {
    const { name, value } = cookieAt();
    const other = { ...config, sessionSecret: 'another secret of many characters' };
    const forged = value.startsWith('0') ? `1${value.slice(1)}` : `0${value.slice(1)}`;
    for (const cookie of [undefined, '', `${name}=`, `${name}=${forged}`, `${name}=${value.slice(0, -1)}`, `${name}=${'a'.repeat(32)}`, `x${name}=${value}`]) expect(nameOf(cookie), String(cookie)).to.equal(null);
    expect(nameOf(`${name}=${value}`, other)).to.equal(null);
  });

  it('is out of reach of scripts, and bound to the host where there is TLS', () => {
    expect(cookieAt().options).to.deep.include({ httpOnly: true, sameSite: 'lax', secure: false, path: '/' });
    const secure = cookieAt(undefined, { ...config, production: true, baseUrl: 'https://tangga.example' });
    expect(secure.name).to.equal('__Host-browser');
    expect(secure.options).to.include({ secure: true });
  });
});
