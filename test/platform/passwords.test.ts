import { expect } from 'chai';
import { UnavailableError } from '../../src/platform/errors.ts';
import { createPasswords, createSemaphore, oneTimePassword, passwordProblem } from '../../src/platform/passwords.ts';

const passwords = createPasswords({ memoryCost: 8, timeCost: 1, parallelism: 1 });

describe('passwords', () => {
  it('are argon2id and match only themselves', async () => {
    const stored = await passwords.hashPassword('benar sekali ini');
    expect(stored).to.match(/^\$argon2id\$/);
    expect(await passwords.verifyPassword(stored, 'benar sekali ini')).to.equal(true);
    expect(await passwords.verifyPassword(stored, 'benar sekali itu')).to.equal(false);
    expect(await passwords.verifyPassword(null, 'nobody has this password')).to.equal(false);
  });

  const table: [string, string, string | null][] = [
    ['nine characters', 'abcdxyz12', 'short'],
    ['more than two hundred', 'x1y2'.repeat(51), 'long'],
    ['a common one', 'QwertyUiop', 'common'],
    ['a common one with digits', 'indonesia123', 'common'],
    ['a row of digits', '1234567890', 'common'],
    ['one character repeated', 'aaaaaaaaaaaa', 'common'],
    ['words of this place', 'tangga-bandung-1', 'context'],
    ['the own username', 'sari.wulandari1', 'context'],
    ['a long phrase that names the city', 'naik angkot ke bandung jam tujuh', null],
    ['four random words', 'kuda kertas payung sore', null],
  ];
  for (const [name, password, problem] of table)
    it(`${problem ? 'refuse' : 'take'} ${name}`, () => {
      const expected = problem && `accounts.password.${problem}`;
      expect(passwordProblem(password, ['sari.wulandari', 'Sari', 'Wulandari'])?.key ?? null).to.equal(expected);
    });

  it('that are made for one use satisfy the rules and differ', () => {
    const made = new Set(Array.from({ length: 200 }, oneTimePassword));
    expect(made.size).to.equal(200);
    for (const password of made) expect(passwordProblem(password)).to.equal(null);
  });
});

describe('the semaphore', () => {
  it('lets two work at once and refuses a queue that is too long', async () => {
    const limited = createSemaphore(2, 3);
    let running = 0;
    let most = 0;
    const job = async () => {
      most = Math.max(most, (running += 1));
      await new Promise((resolve) => setTimeout(resolve, 5));
      running -= 1;
    };
    const settled = await Promise.allSettled(Array.from({ length: 6 }, () => limited(job)));
    expect(most).to.equal(2);
    expect(settled.filter((each) => each.status === 'rejected').map((each) => each.reason)).to.have.length(1);
    expect((settled[5] as PromiseRejectedResult).reason).to.be.instanceOf(UnavailableError);
    await limited(job);
  });
});
