import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import type { PasswordCost } from '../config.ts';
import { UnavailableError, type Problem } from './errors.ts';

export interface Passwords {
  hashPassword(password: string): Promise<string>;
  /** With null, for a name that nobody has, it takes as long as for a real one and is false. */
  verifyPassword(stored: string | null, password: string): Promise<boolean>;
}

const atOnce = 2;
const waitingLimit = 200;

/** Hashing shares its threads with the database driver: more than two at a time stop all saving. */
export function createPasswords(cost: PasswordCost): Passwords {
  const limited = createSemaphore(atOnce, waitingLimit);
  let dummy: Promise<string> | undefined;
  return {
    hashPassword: (password) => limited(() => hash(password, cost)),
    async verifyPassword(stored, password) {
      const against = stored ?? (await (dummy ??= limited(() => hash('nobody has this password', cost))));
      const matches = await limited(() => verify(against, password));
      return matches && stored !== null;
    },
  };
}

/** Runs at most `size` jobs at a time; refuses when `limit` are waiting. */
export function createSemaphore(size: number, limit: number): <T>(job: () => Promise<T>) => Promise<T> {
  let running = 0;
  const waiting: (() => void)[] = [];
  return async (job) => {
    if (running >= size) {
      if (waiting.length >= limit) throw new UnavailableError('Too many people sign in at once');
      await new Promise<void>((resolve) => waiting.push(resolve));
    } else running += 1;
    try {
      return await job();
    } finally {
      const next = waiting.shift();
      if (next) next();
      else running -= 1;
    }
  };
}

export const passwordLength = { min: 10, max: 200 };

/** Common passwords of ten characters or more, without digits and signs at their end; the shorter are refused by length. */
const common = new Set(
  `password passwordpassword qwertyuiop qwertyuiopasdf asdfghjkl asdfghjklzxcvbnm zxcvbnmasdfghjkl iloveyou sayangkamu
  akusayangkamu cintaku indonesia indonesiaraya merdeka bismillah bismillahirrahmanirrahim alhamdulillah rahasia
  katasandi administrator adminadmin welcome letmein superman football baseball princess sunshine qazwsxedc
  qaqwertyuiop abcdefghij abcdefghijkl iloveindonesia persibbandung persib kotabandung jawabarat pelatihan perizinan`
    .split(/\s+/)
    .filter(Boolean),
);
const context = [
  'tangga',
  'bandung',
  'bppt',
  'dpmptsp',
  'perizinan',
  'operator',
  'kata sandi',
  'katasandi',
  'password',
];
const leastOfItsOwn = 6;

/** What is wrong with a new password, or null: too short or long, one of the common ones, or made of words of this place. */
export function passwordProblem(password: string, about: string[] = []): Problem | null {
  const { min, max } = passwordLength;
  if (password.length < min) return { key: 'accounts.password.short', vars: { min } };
  if (password.length > max) return { key: 'accounts.password.long', vars: { max } };
  const plain = password.toLowerCase();
  if (common.has(plain) || common.has(plain.replace(/[^a-z]+$/, '')) || isSequence(plain))
    return { key: 'accounts.password.common' };
  const words = [...context, ...about.map((word) => word.toLowerCase()).filter((word) => word.length >= 3)];
  const rest = words.reduce((text, word) => text.replaceAll(word, ''), plain);
  return new Set(rest).size < Math.min(leastOfItsOwn, new Set(plain).size) || new Set(plain).size < 4
    ? { key: 'accounts.password.context' }
    : null;
}

/** 1234567890, abcdefghij: each character follows the one before. */
function isSequence(text: string): boolean {
  const steps = [...text].slice(1).map((character, index) => character.charCodeAt(0) - text.charCodeAt(index));
  const usual = steps.filter((step) => step === steps[0]).length;
  return steps.length > 0 && usual >= steps.length - 1 && Math.abs(steps[0] ?? 9) <= 1;
}

const alphabet = 'abcdefghjkmnpqrstuvwxyz23456789';

/** A first password to be read aloud or written down: four groups of four, about 79 bits, without look-alikes. */
export function oneTimePassword(): string {
  const group = () => Array.from({ length: 4 }, () => alphabet[randomInt(alphabet.length)]).join('');
  return [group(), group(), group(), group()].join('-');
}
