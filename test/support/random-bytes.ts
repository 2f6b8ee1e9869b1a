import crypto from 'node:crypto';
import { syncBuiltinESMExports } from 'node:module';

/**
 * Lets `randomBytes` give the same bytes in every run while `work` lasts, so that the seeds drawn in it are the same. `first` are the bytes of
 * the first draw of their length.
 */
export async function withFixedRandomness<T>(name: string, work: () => Promise<T>, first?: Buffer): Promise<T> {
  const { randomBytes } = crypto;
  let draws = 0;
  let wanted = first;
  const fixed = (size: number): Buffer => {
    draws += 1;
    if (wanted?.length === size) {
      const given = Buffer.from(wanted);
      wanted = undefined;
      return given;
    }
    return crypto.createHash('sha512').update(`${name}/${draws}`).digest().subarray(0, size);
  };
  crypto.randomBytes = fixed as typeof crypto.randomBytes;
  syncBuiltinESMExports();
  try {
    return await work();
  } finally {
    crypto.randomBytes = randomBytes;
    syncBuiltinESMExports();
  }
}
