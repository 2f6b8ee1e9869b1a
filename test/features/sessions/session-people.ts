import { randomUUID } from 'node:crypto';
import { testApp, type TestApp, type TestBrowser } from '../../support/app.ts';
import { openGate } from '../sittings/work.ts';

/** A supervisor, an invigilator, and two trainees whose gate of level 1 is open; a third has not practised. */
export interface Room {
  app: TestApp;
  sari: number;
  tuti: number;
  novi: number;
  penyelia: number;
  pengawas: number;
  browsers: Record<'sari' | 'tuti' | 'penyelia' | 'pengawas', TestBrowser>;
}

export async function room(): Promise<Room> {
  const app = await testApp();
  const people = { sari: 'trainee', tuti: 'trainee', novi: 'trainee', penyelia: 'supervisor', pengawas: 'invigilator' } as const;
  const ids: Partial<Record<keyof typeof people, number>> = {};
  for (const [name, role] of Object.entries(people)) ids[name as keyof typeof people] = await app.addUser(name, role);
  for (const name of ['sari', 'tuti'] as const) await openGate(app, ids[name]!, name);
  const browsers = {
    sari: await app.signIn('sari'),
    tuti: await app.signIn('tuti'),
    penyelia: await app.signIn('penyelia'),
    pengawas: await app.signIn('pengawas'),
  };
  return { app, ...(ids as Record<keyof typeof people, number>), browsers };
}

/** Closes it when its forms are made. */
export async function closeRoom(room: Room | undefined): Promise<void> {
  await room?.app.services.preparation.idle();
  await room?.app.close();
}

/** A session of level 1 that opens in a minute, for eight hours, and whose forms are made. */
export async function scheduled({ app, penyelia }: Room, traineeIds: number[]): Promise<number> {
  const now = app.clock.now().getTime();
  const input = { level: 1, room: 'Ruang Seruni', opensAt: new Date(now + 60_000).toISOString(), closesAt: new Date(now + 8 * 3_600_000).toISOString(), groupId: null, traineeIds };
  const id = await app.services.testSessions.schedule(penyelia, input);
  await app.services.preparation.idle();
  return id;
}

/** Begins the test in a browser and gives its number. */
export async function begin(browser: TestBrowser): Promise<number> {
  await browser.open('/tests/new');
  const answer = await browser.post('/tests');
  return Number(/sittings\/(\d+)/.exec(answer.headers.location as string)?.[1]);
}

/** What the form of an act sends when it was looked at. */
export const act = (kind: string, minutes = '', token: string = randomUUID()) => ({ kind, minutes, reason: 'Listrik padam di ruang tes.', token, then: 'send' });
