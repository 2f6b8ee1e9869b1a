import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'chai';
import { contentFolder, loadConfig, settings } from '../../src/config.ts';
import { paths } from '../../src/platform/paths.ts';

const secret = 'x'.repeat(32);
const example = Object.fromEntries(
  readFileSync(join(paths.root, '.env.example'), 'utf8')
    .split('\n')
    .filter((line) => /^[A-Z]/.test(line))
    .map((line) => [line.slice(0, line.indexOf('=')), line.slice(line.indexOf('=') + 1)]),
);

describe('.env.example', () => {
  it('lists every variable and no other', () =>
    expect(Object.keys(example).sort()).to.deep.equal(Object.keys(settings.shape).sort()));

  it('gives each its default', () => {
    const defaults = Object.fromEntries(Object.entries(settings.parse({})).filter(([, value]) => value !== undefined));
    const given = Object.fromEntries(Object.entries(example).filter(([, value]) => value !== ''));
    expect(given).to.deep.equal(
      Object.fromEntries(Object.entries(defaults).map(([name, value]) => [name, String(value)])),
    );
  });
});

describe('the configuration', () => {
  const refusals: [string, Record<string, string>, RegExp][] = [
    ['a port that is no number', { PORT: 'x' }, /PORT/],
    ['a short secret', { SESSION_SECRET: 'short' }, /SESSION_SECRET/],
    ['production without a secret', { NODE_ENV: 'production' }, /SESSION_SECRET/],
    ['a demonstration in production', { NODE_ENV: 'production', SESSION_SECRET: secret, DEMO: 'true' }, /DEMO/],
    ['another kind of database', { DATABASE_URL: 'mysql://x' }, /DATABASE_URL/],
    ['an address that is none', { BASE_URL: 'tangga' }, /BASE_URL/],
    ['a time zone that does not exist', { TIME_ZONE: 'Asia/Bandung' }, /TIME_ZONE/],
  ];
  for (const [name, environment, message] of refusals)
    it(`refuses ${name} by name`, () =>
      expect(() =>
        loadConfig({
          SESSION_SECRET: secret,
          ...(name.includes('without') ? { SESSION_SECRET: '' } : {}),
          ...environment,
        }),
      ).to.throw(message));

  it('finds the content pack in the folder that is given, or in its own', () => {
    for (const [given, folder] of [['', join(paths.root, 'seeds', 'content')], ['packs/2016', join(paths.root, 'packs', '2016')], ['/srv/pack', '/srv/pack']] as const) {
      expect(loadConfig({ SESSION_SECRET: secret, CONTENT_DIR: given }).contentFolder).to.equal(folder);
      expect(contentFolder({ CONTENT_DIR: given })).to.equal(folder);
    }
  });

  it('has a demonstration outside production only, and cannot be changed', () => {
    expect(loadConfig({ SESSION_SECRET: secret }).demo).to.equal(true);
    const config = loadConfig({ SESSION_SECRET: secret, NODE_ENV: 'production' });
    expect(config.demo).to.equal(false);
    expect(Object.isFrozen(config)).to.equal(true);
  });
});
