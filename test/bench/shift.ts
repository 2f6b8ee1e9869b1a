import { planShift } from '../../src/core/shift/plan.ts';
import { insertShift } from '../../src/features/shifts/shift-store.ts';
import { testApp } from '../support/app.ts';

const rounds = 4;

/** Milliseconds of the processor since the process began: what others do on the machine is left out. */
const worked = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1000;
};

/** Milliseconds that 95 of 100 take at most. */
const p95 = (times: number[]): number => times.toSorted((a, b) => a - b)[Math.ceil(0.95 * times.length) - 1]!;

/**
 * Shifts of 60 minutes with 25 arrivals, worked over HTTP: everything that comes is taken up, files are put aside and gone on with or passed up, and after each act the board is
 * read. Gives the 95th percentile of the
 * processor time that an act takes, request and client and all, and of that of reading the board.
 */
export async function benchShift(): Promise<{ act: number; board: number; acts: number; arrivals: number }> {
  const app = await testApp();
  const acts: number[] = [];
  const boards: number[] = [];
  let arrivals = 0;
  try {
    const { catalogue, shifts } = app.services;
    for (let round = 0; round < rounds; round++) {
      const traineeId = await app.addUser(`sari${round}`, 'trainee');
      const browser = await app.signIn(`sari${round}`);
      const plan = planShift(catalogue, 5, `bench-${round}`);
      arrivals = plan.arrivals.length;
      const id = await app.db.transaction((trx) => insertShift(trx, { traineeId, level: 5, begunAt: app.clock.now().toISOString(), plan, shifts: catalogue.shifts, contentVersion: catalogue.version }));
      await browser.open(`/shifts/${id}`);
      const act = async (fields: Record<string, string>) => {
        const { next, board } = await shifts.get({ id: traineeId }, id);
        const start = worked();
        await browser.post(`/shifts/${id}/acts`, { number: String(next), minute: String(board.minute), ...fields });
        acts.push(worked() - start);
        const read = worked();
        await browser.get(`/shifts/${id}`);
        boards.push(worked() - read);
      };
      for (let minute = 0; minute < 59; minute++) {
        app.clock.advance(60);
        const { board } = await shifts.get({ id: traineeId }, id);
        const waiting = [...board.jobs.values()].find(({ status }) => status === 'waiting');
        if (!waiting) continue;
        const job = waiting.arrival.id;
        await act({ type: 'take', job });
        await act({ type: 'park', job, reason: 'interrupted' });
        await act({ type: 'resume', job });
        await act(waiting.arrival.kind === 'application' ? { type: 'escalate', job, reason: 'beyond-authority' } : { type: 'park', job, reason: 'other' });
      }
    }
    // The first ones warm the machine.
    return { act: p95(acts.slice(20)), board: p95(boards.slice(20)), acts: acts.length, arrivals };
  } finally {
    await app.close();
  }
}
