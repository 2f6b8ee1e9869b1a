import { PassThrough, Readable } from 'node:stream';
import { expect } from 'chai';
import { addUser, readPassword, setUserPassword } from '../../src/cli/user.ts';
import { InvalidInputError, NotFoundError } from '../../src/platform/errors.ts';
import { testApp, testPassword, type TestApp } from '../support/app.ts';

describe('the command line for users', () => {
  let test: TestApp;
  before(async () => {
    test = await testApp();
  });
  after(() => test.close());
  const refusal = (work: Promise<unknown>) =>
    work.then(
      () => null,
      (error: unknown) => error,
    );

  it('adds a person and sets a password', async () => {
    const first = await addUser(test.services, { username: 'Rina', name: 'Rina Marlina', roles: ['trainer'] });
    expect(await test.services.accounts.authenticate('rina', first)).to.include({ mustChangePassword: true });
    await setUserPassword(test.services, 'rina', testPassword);
    expect(await test.services.accounts.authenticate('rina', testPassword)).to.include({ mustChangePassword: false });
  });

  it('refuses an unknown role, an unknown person and a weak password', async () => {
    expect(await refusal(addUser(test.services, { username: 'x', name: 'x', roles: ['root'] }))).to.be.instanceOf(
      InvalidInputError,
    );
    expect(await refusal(setUserPassword(test.services, 'tiada', testPassword))).to.be.instanceOf(NotFoundError);
    expect(await refusal(setUserPassword(test.services, 'rina', 'pendek'))).to.be.instanceOf(InvalidInputError);
  });

  it('takes the password from the first line of its input', async () => {
    expect(await readPassword(Readable.from(['kata sandi saya\n', 'lain\n']), new PassThrough())).to.equal(
      'kata sandi saya',
    );
    expect(await readPassword(Readable.from([]), new PassThrough())).to.equal('');
  });
});
