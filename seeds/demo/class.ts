import { randomFrom } from '../../src/core/shared/random.ts';
import { wallTime } from '../../src/platform/local-time.ts';
import { dayMs, type Person, playCase, type Stage } from './stage.ts';

/** A small class with two assignments: one that is past its day and stands in every state, one that is due soon; and notes beside marks. */
export async function assign(stage: Stage, trainerId: number, people: ReadonlyMap<string, Person>, today: Date): Promise<void> {
  const { services, at } = stage;
  const daysAgo = (days: number) => new Date(today.getTime() - days * dayMs);
  const dayOf = (moment: Date) => wallTime(moment, services.config.timeZone).date;
  const trainer = { id: trainerId };
  await at.reach(daysAgo(6));
  const group = await services.groups.createGroup(trainer, 'Kelas Sore');
  const members = ['peserta', 'oki', 'rosa', 'tono'].map((username) => people.get(username)!);
  for (const { id } of members) await services.groups.addMember(trainer, group, id);
  const issue = (service: string, due: Date) =>
    services.trainerCases.issue(trainer, { service, level: 1, seed: `kelas-sore-${service}` }, { to: { kind: 'group', id: group.id }, dueOn: dayOf(due) }, `kelas-sore-tugas-${service}`);
  await issue('SIUP', daysAgo(2));
  const { rows } = await services.assignments.list({ madeBy: trainerId, groupId: group.id }, { page: 1, perPage: 1 });
  const sittingOf = ({ id }: Person) => rows[0]!.work.get(id)!.sittingId;
  const [own, oki, rosa] = members as [Person, Person, Person];
  await at.reach(daysAgo(5));
  await services.sittings.save(rosa, sittingOf(rosa), 1, [{ id: 'first-document', type: 'open-document', document: 'KTP' }]);
  for (const [person, as, days] of [[own, 'hasty', 3], [oki, 'hasty', 1]] as const) {
    await at.reach(daysAgo(days));
    await playCase(stage, person, sittingOf(person), 1, as, randomFrom('kelas-sore', String(days)));
  }
  await at.reach(daysAgo(0.5));
  await issue('KPS', daysAgo(-3));
  for (const [person, text] of [[own, 'Perhatikan kolom ini lebih dulu: bandingkan dengan formulir sebelum memutuskan.'], [oki, 'Anda memutuskan terlalu cepat. Ulangi dengan membuka semua dokumen.']] as const) {
    const member = await services.persons.member(group, person.id);
    const marked = await services.persons.markedCase(member, sittingOf(person), 1);
    const most = marked.grade!.marks.toSorted((a, b) => b.outOf - b.points - (a.outOf - a.points))[0]!;
    await services.persons.writeNote(trainer, member, marked, { mark: most.id, text });
  }
}
