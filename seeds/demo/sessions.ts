import { dayMs, type Person, type Stage } from './stage.ts';

/** The session in which a test runs now; it was planned the day before. */
export async function planRunning({ services, at }: Stage, person: Person, today: Date, supervisor: number): Promise<void> {
  await at.reach(new Date(today.getTime() - dayMs));
  const window = { opensAt: hoursFrom(today, -0.6), closesAt: hoursFrom(today, 3) };
  await services.testSessions.schedule(supervisor, { level: 1, room: 'Ruang Seruni', ...window, groupId: null, traineeIds: [person.id] });
  await services.preparation.idle();
}

/** A session of the day after tomorrow, with somebody who has extra time and somebody whose gate is not open. */
export async function planAhead({ services, at }: Stage, people: ReadonlyMap<string, Person>, today: Date, supervisor: number): Promise<void> {
  await at.reach(today);
  const traineeIds = ['gilang', 'vina', 'peserta'].map((username) => people.get(username)!.id);
  await services.extraTimes.decide(people.get('gilang')!.id, supervisor, { kind: 'minutes', amount: 30, reason: 'Membaca dengan pembesar layar.' });
  const window = { opensAt: hoursFrom(today, 46), closesAt: hoursFrom(today, 50) };
  await services.testSessions.schedule(supervisor, { level: 1, room: 'Aula Lantai 2', ...window, groupId: null, traineeIds });
  await services.preparation.idle();
}

const hoursFrom = (moment: Date, hours: number): string => new Date(moment.getTime() + hours * 3_600_000).toISOString();
