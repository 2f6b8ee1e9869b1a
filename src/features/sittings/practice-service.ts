import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { levelOf } from '../../core/catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import { chainRecipes } from '../../core/cases/chain.ts';
import { withEvents } from '../../core/cases/events.ts';
import { generateCase } from '../../core/cases/generate.ts';
import { type Proposal, proposalOf, proposals, wantsOf } from '../../core/ladder/next-practice.ts';
import { type Setting, usualSetting } from '../../core/ladder/opportunities.ts';
import { type FilePlan, planCase, type Wants } from '../../core/ladder/plan-case.ts';
import type { Competency } from '../../core/shared/competency.ts';
import { GoneError, InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { Logger } from '../../platform/logger.ts';
import type { Paging } from '../../platform/request.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import { type Standing, standingOf } from '../levels/level-read-model.ts';
import { findHelp, insertHelp, type PracticeHelp } from './help-store.ts';
import { type InboxFilter, type InboxRow, listPractices, findUntouchedPractice } from './inbox-store.ts';
import { findReason, insertReason, type PracticeReason } from './practice-reason-store.ts';
import { newSeed } from './seeds.ts';
import * as store from './sitting-store.ts';
import { lockPerson, lockSittings } from './sitting-locks.ts';
import type { Sitting } from './sitting-store.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  logger: Logger;
}

/** A plan as the part of a recipe that it decides. */
const planned = ({ broken, drawn }: FilePlan): Partial<Recipe> => ({
  breaks: broken.map(({ id }) => id),
  ...(drawn && { decoys: [...drawn.decoys], talk: { guide: drawn.guide, message: drawn.message } }),
});

/** A generator that fails on one seed is asked for others, so often at most. */
const tries = 5;

/** Practice: what to do next, beginning it, and the list of all. */
export class PracticeService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** What is proposed to this person now: the proposal and others to choose from. They stay the same until another case has been finished. */
  proposals(standing: Standing, person: Pick<CurrentUser, 'id'>, wish?: Competency): Proposal[] {
    const { practising: level, gate, cases } = standing;
    return proposals(this.parts.catalogue, { level, gate, cases, wants: this.wantsOf(standing), seed: `${person.id}/${cases.length}`, wish });
  }

  /**
   * Begins a practice of a service, or of the proposed one, and gives the id of its sitting. A case of that service that the person
   * began and never touched is given again: nobody can leaf through cases until an easy one comes.
   */
  async create(person: Pick<CurrentUser, 'id'>, wanted: string | null, wish?: Competency): Promise<number> {
    const { db, now, catalogue } = this.parts;
    const standing = await standingOf(db, catalogue, person.id, now());
    const offered = this.proposals(standing, person, wish);
    const service = wanted ?? offered[0]?.service;
    if (!service || !levelOf(catalogue, standing.practising).services.includes(service))
      throw new InvalidInputError({ service: { key: 'practice.unknownService' } });
    const wants = this.wantsOf(standing);
    const reason = this.reasonOf(standing, service, offered, wants);
    // The first file of all is left to the level, as a beginner has nothing to repeat.
    const setting = standing.cases.length === 0 ? usualSetting : (reason.proposal.setting ?? usualSetting);
    const made = this.make(service, standing.practising, standing.cases.length === 0 ? null : wants, setting);
    return writeTx(db, async (trx) => {
      await lockPerson(trx, person.id);
      const untouched = await findUntouchedPractice(trx, person.id, service);
      if (untouched !== null) return untouched;
      const at = now().toISOString();
      const caseId = await store.insertCase(trx, { ...made, purpose: 'practice', madeBy: null, at });
      const id = await this.insert(trx, person.id, null, made.permitCase, [caseId], at);
      await insertReason(trx, id, { ...reason, proposal: { ...reason.proposal, setting } }, at);
      if (setting.help > 0) await insertHelp(trx, id, { degree: setting.help, state: 'offered' }, at);
      return id;
    });
  }

  /** Why this practice came, or null for one that was issued, is a chain, or is of before. */
  reason(sittingId: number): Promise<PracticeReason | null> {
    return findReason(this.parts.db, sittingId);
  }

  /** The help with this practice, or null where none was planned. */
  help(sittingId: number): Promise<PracticeHelp | null> {
    return findHelp(this.parts.db, sittingId);
  }

  /** Takes the help of a practice or works without it, once and for all; NotFoundError where none is offered, GoneError when the file was sent. A second answer changes nothing. */
  async answerHelp(person: Pick<CurrentUser, 'id'>, sitting: Pick<Sitting, 'id'>, state: 'taken' | 'declined'): Promise<void> {
    const { db, now } = this.parts;
    await writeTx(db, async (trx) => {
      await lockPerson(trx, person.id);
      const found = (await lockSittings(trx, [sitting.id])).get(sitting.id)!;
      const help = await findHelp(trx, sitting.id);
      if (!help) throw new NotFoundError();
      if (found.submittedAt !== null) throw new GoneError('The sitting is closed');
      if (help.state !== 'offered') return;
      await insertHelp(trx, sitting.id, { degree: help.degree, state }, now().toISOString());
      await recordEvent(trx, { at: now(), actorId: person.id, action: state === 'taken' ? 'practice.help-taken' : 'practice.help-declined', subjectType: 'sitting', subjectId: sitting.id, detail: { degree: help.degree } });
    });
  }

  private reasonOf({ practising: level, gate, cases }: Standing, service: string, offered: readonly Proposal[], wants: Wants): PracticeReason {
    const place = offered.findIndex((each) => each.service === service);
    if (place >= 0) return { chosenBy: place === 0 ? 'proposal' : 'alternative', proposal: offered[place]! };
    return { chosenBy: 'list', proposal: proposalOf(this.parts.catalogue, service, { level, gate, cases, wants, seed: 'list' }) };
  }

  private wantsOf({ practising, gate, observations }: Standing): Wants {
    return wantsOf(this.parts.catalogue, practising, gate, observations, this.parts.now().toISOString());
  }

  /** Begins a chain of permits of one applicant as one practice with several cases. An unknown chain, or one of a higher level, is a wrong input. */
  async createChain(person: Pick<CurrentUser, 'id'>, wanted: string): Promise<number> {
    const { db, now, catalogue } = this.parts;
    const standing = await standingOf(db, catalogue, person.id, now());
    const chain = catalogue.chains.get(wanted);
    if (!chain || chain.level > standing.practising) throw new InvalidInputError({ chain: { key: 'practice.unknownChain' } });
    const made = withEvents(chainRecipes(catalogue, chain.id, standing.practising, newSeed(), newSeed)).map((recipe) => ({ recipe, permitCase: generateCase(catalogue, recipe) }));
    return writeTx(db, async (trx) => {
      await lockPerson(trx, person.id);
      const at = now().toISOString();
      const caseIds: number[] = [];
      for (const each of made) caseIds.push(await store.insertCase(trx, { ...each, purpose: 'practice', madeBy: null, at }));
      return this.insert(trx, person.id, null, made[0]!.permitCase, caseIds, at);
    });
  }

  /** Issues stored cases to a trainee as one practice, in the caller's transaction; for trainers. */
  async issue(
    trx: Knex.Transaction,
    issuedBy: number,
    traineeId: number,
    permitCase: PermitCase,
    caseIds: readonly number[],
  ): Promise<number> {
    return this.insert(trx, traineeId, issuedBy, permitCase, caseIds, this.parts.now().toISOString());
  }

  /** Makes a case the person's own practice, in the caller's transaction; for what asks for a file of its own, such as a shift. */
  async own(trx: Knex.Transaction, traineeId: number, made: { recipe: Recipe; permitCase: PermitCase }): Promise<number> {
    const caseId = await store.insertCase(trx, { ...made, purpose: 'practice', madeBy: null, at: this.parts.now().toISOString() });
    return this.insert(trx, traineeId, null, made.permitCase, [caseId], this.parts.now().toISOString());
  }

  list(
    person: Pick<CurrentUser, 'id'>,
    filter: InboxFilter,
    paging: Paging,
  ): Promise<{ rows: InboxRow[]; total: number }> {
    return listPractices(this.parts.db, person.id, filter, paging);
  }

  private async insert(
    trx: Knex.Transaction,
    traineeId: number,
    issuedBy: number | null,
    permitCase: PermitCase,
    caseIds: readonly number[],
    at: string,
  ): Promise<number> {
    const { level, contentVersion } = permitCase;
    const sitting = {
      traineeId,
      kind: 'practice' as const,
      level,
      contentVersion,
      form: { seed: newSeed(), items: [] },
      issuedBy,
      issuedAt: at,
      startedAt: null,
      deadlineAt: null,
    };
    const id = await store.insertSitting(trx, sitting, caseIds);
    const action = issuedBy === null ? 'practice.created' : 'practice.issued';
    const detail = { service: permitCase.service, level };
    await recordEvent(trx, {
      at: this.parts.now(),
      actorId: issuedBy ?? traineeId,
      action,
      subjectType: 'sitting',
      subjectId: id,
      detail,
    });
    return id;
  }

  private make(service: string, level: number, wants: Wants | null, setting: Setting): { recipe: Recipe; permitCase: PermitCase } {
    const { catalogue, logger } = this.parts;
    for (let at = 1; ; at++) {
      const seed = newSeed();
      const recipe: Recipe = { service, level, seed, event: 'level', ...(wants && planned(planCase(catalogue, service, level, wants, seed, setting))) };
      try {
        return { recipe, permitCase: generateCase(catalogue, recipe) };
      } catch (error) {
        logger.error({ err: error, recipe }, 'case not generated');
        if (at === tries) throw error;
      }
    }
  }
}
