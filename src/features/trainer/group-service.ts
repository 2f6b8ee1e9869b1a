import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { isUniqueViolation } from '../../platform/database.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import { writeTx } from '../../platform/transaction.ts';
import { peopleWithRole } from '../accounts/account-read-model.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type Standing, standingOf } from '../levels/level-read-model.ts';
import * as store from './group-store.ts';
import type { Group, Member } from './group-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
}

type Person = { id: number };

/** How far somebody of a group is. */
export interface Progress extends Member {
  standing: Standing;
  casesDone: number;
}

/** The groups of a trainer. Joining and leaving are records: whoever led a trainee once may never evaluate him. */
export class GroupService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** The groups that this trainer leads. */
  list(trainer: Person): Promise<Group[]> {
    return store.groupsOf(this.parts.db, trainer.id);
  }

  /** The group if this trainer leads it, or NotFoundError. */
  async get(trainer: Person, id: number): Promise<Group> {
    const group = await store.findGroup(this.parts.db, id, trainer.id);
    if (!group) throw new NotFoundError();
    return group;
  }

  /** Adds a group that this trainer leads. */
  async createGroup(trainer: Person, name: string): Promise<Group> {
    try {
      const id = await writeTx(this.parts.db, async (trx) => {
        const at = this.parts.now();
        const added = await store.insertGroup(trx, name, trainer.id, at);
        await recordEvent(trx, { at, actorId: trainer.id, action: 'group.created', subjectType: 'group', subjectId: added, detail: { name } });
        return added;
      });
      return await this.get(trainer, id);
    } catch (error) {
      if (isUniqueViolation(error)) throw new InvalidInputError({ name: { key: 'trainer.problem.groupName' } });
      throw error;
    }
  }

  /** Lets a trainee join; nothing changes when he is in the group already. */
  async addMember(trainer: Person, group: Group, traineeId: number): Promise<void> {
    const people = await peopleWithRole(this.parts.db, 'trainee');
    if (!people.some(({ id }) => id === traineeId)) throw new InvalidInputError({ traineeId: { key: 'trainer.problem.trainee' } });
    await writeTx(this.parts.db, async (trx) => {
      await store.lockGroup(trx, group.id);
      if (await store.isMember(trx, group.id, traineeId)) return;
      const at = this.parts.now();
      await store.insertMember(trx, group.id, traineeId, at);
      await recordEvent(trx, { at, actorId: trainer.id, action: 'group.joined', subjectType: 'group', subjectId: group.id, detail: { traineeId } });
    });
  }

  /** Lets a trainee leave; NotFoundError when he is not in the group. */
  async removeMember(trainer: Person, group: Group, traineeId: number): Promise<void> {
    await writeTx(this.parts.db, async (trx) => {
      const at = this.parts.now();
      if (!(await store.endMembership(trx, group.id, traineeId, at))) throw new NotFoundError();
      await recordEvent(trx, { at, actorId: trainer.id, action: 'group.left', subjectType: 'group', subjectId: group.id, detail: { traineeId } });
    });
  }

  /** The members with how far each is, and those who left. */
  async overview(group: Group): Promise<{ members: Progress[]; former: Member[] }> {
    const { db, catalogue, now } = this.parts;
    const members = await store.membersOf(db, group.id);
    const done = await store.casesDoneBy(db, members.map(({ traineeId }) => traineeId));
    const progress: Progress[] = [];
    for (const member of members)
      progress.push({ ...member, standing: await standingOf(db, catalogue, member.traineeId, now()), casesDone: done.get(member.traineeId) ?? 0 });
    return { members: progress, former: await store.formerMembersOf(db, group.id) };
  }

  /** Those who are in the group now. */
  members(group: Group): Promise<Member[]> {
    return store.membersOf(this.parts.db, group.id);
  }

  /** Trainees who are not in the group now. */
  async candidates(group: Group): Promise<{ id: number; name: string; username: string }[]> {
    const inside = new Set((await store.membersOf(this.parts.db, group.id)).map(({ traineeId }) => traineeId));
    return (await peopleWithRole(this.parts.db, 'trainee')).filter(({ id }) => !inside.has(id));
  }

  /** Everybody in a group of this trainer. */
  trainees(trainer: Person): Promise<{ id: number; name: string }[]> {
    return store.traineesOf(this.parts.db, trainer.id);
  }

  /** Ids of those who are in a group now. */
  async memberIds(group: Group, db: Knex = this.parts.db): Promise<number[]> {
    return (await store.membersOf(db, group.id)).map(({ traineeId }) => traineeId);
  }
}
