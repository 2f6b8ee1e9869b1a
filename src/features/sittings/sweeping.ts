import type { Logger } from '../../platform/logger.ts';
import type { SittingService } from './sitting-service.ts';

const sweepEvery = 3_000;
const retryEvery = 5 * 60_000;

/**
 * Closes overdue tests every few seconds and tries again what could not be graded, at once and every few minutes. Gives the function that stops it
 * and waits for saves in progress. Nothing depends on it but how soon it is noticed: whoever opens an overdue test closes it too.
 */
export function startSweeping(sittings: SittingService, logger: Logger): () => Promise<void> {
  let busy = false;
  const quietly = async (work: () => Promise<number>) => {
    if (busy) return;
    busy = true;
    await work().catch((error: unknown) => logger.error({ err: error }, 'sweep failed'));
    busy = false;
  };
  const sweeping = setInterval(() => void quietly(() => sittings.sweep()), sweepEvery);
  const retrying = setInterval(() => void quietly(() => sittings.gradeUngraded()), retryEvery);
  void quietly(() => sittings.gradeUngraded());
  return async () => {
    clearInterval(sweeping);
    clearInterval(retrying);
    await sittings.idle();
  };
}
