import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import { TooManyRequestsError } from './errors.ts';

export interface LoginLimiter {
  /** Counts a try; throws TooManyRequestsError when there were too many. */
  take(username: string, address: string): Promise<void>;
  /** Forgets the tries of somebody who has signed in. */
  forgive(username: string, address: string): Promise<void>;
}

const quarter = 15 * 60;

/**
 * Ten tries for an account from one address, then a pause of 15 minutes: a stranger elsewhere cannot lock its owner out.
 * One address may fail 200 times over all accounts, since an office shares one.
 */
export function createLoginLimiter(now: () => Date, { tries = 10, addressTries = 200 } = {}): LoginLimiter {
  const pairs = new RateLimiterMemory({ points: tries, duration: quarter, blockDuration: quarter });
  const addresses = new RateLimiterMemory({ points: addressTries, duration: quarter });
  const pair = (username: string, address: string) => `${address} ${username.toLowerCase().slice(0, 64)}`;
  return {
    async take(username, address) {
      await consume(now, pairs, pair(username, address));
      await consume(now, addresses, address);
    },
    async forgive(username, address) {
      await pairs.delete(pair(username, address));
      await addresses.reward(address);
    },
  };
}

/** A limiter for anything else: `points` uses of a key within `seconds`; it throws TooManyRequestsError. */
export function createRateLimit(
  now: () => Date,
  options: { points: number; seconds: number },
): (key: string) => Promise<void> {
  const limiter = new RateLimiterMemory({ points: options.points, duration: options.seconds });
  return (key) => consume(now, limiter, key);
}

async function consume(now: () => Date, limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key);
  } catch (error) {
    if (error instanceof Error) throw error;
    throw new TooManyRequestsError(new Date(now().getTime() + (error as RateLimiterRes).msBeforeNext));
  }
}
