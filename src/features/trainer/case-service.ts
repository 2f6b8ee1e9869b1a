import type { Knex } from 'knex';
import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import type { Decision } from '../../core/catalogue/content.ts';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import { generateCase } from '../../core/cases/generate.ts';
import { checksOf, collide } from '../../core/checks/check.ts';
import { truthOf } from '../../core/checks/truth.ts';
import { isUniqueViolation } from '../../platform/database.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { Paging } from '../../platform/request.ts';
import { writeTx } from '../../platform/transaction.ts';
import { recordEvent } from '../audit/audit-store.ts';
import * as store from './case-store.ts';
import type { CaseQuery, Given, MadeCase } from './case-store.ts';
import type { AssignmentService } from './assignment-service.ts';
import type { GroupService } from './group-service.ts';

interface Parts {
  db: Knex;
  now: () => Date;
  catalogue: Catalogue;
  assignments: AssignmentService;
  groups: GroupService;
}

export interface CaseFilter extends CaseQuery {
  decision: Decision | null;
}

/** A row of the list: the case, its truth in two figures, and who has it. */
export interface ListedCase extends MadeCase {
  decision: Decision;
  defects: number;
  given: Given[];
}

/** To whom a case goes. */
export type Recipient = { kind: 'trainee' | 'group'; id: number };

type Summary = Pick<ListedCase, 'decision' | 'defects'>;
type Person = { id: number };

const batch = 200;

/** Practice cases with their truth, and issuing new ones. */
export class TrainerCaseService {
  private readonly parts: Parts;
  /** A case never changes, so what was computed of it stays right. */
  private readonly summaries = new Map<number, Summary>();

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** One page of the practice cases, the newest first, with the number of all that fit. */
  async list({ decision, ...query }: CaseFilter, { page, perPage }: Paging): Promise<{ rows: ListedCase[]; total: number }> {
    const { db } = this.parts;
    const found = await store.practiceCaseIds(db, query);
    if (decision) await this.summarise(found);
    const ids = decision ? found.filter((id) => this.summaries.get(id)?.decision === decision) : found;
    const shown = ids.slice((page - 1) * perPage, page * perPage);
    await this.summarise(shown);
    const cases = await store.practiceCases(db, shown);
    const given = await store.givenOf(db, shown);
    const rows = shown.map((id) => ({ ...cases.get(id)!, ...this.summaries.get(id)!, given: given.filter(({ caseId }) => caseId === id) }));
    return { rows, total: ids.length };
  }

  /** The practice case with this id and who has it; NotFoundError for an unknown one and for a case of a test. */
  async get(id: number): Promise<MadeCase & { given: Given[] }> {
    const made = (await store.practiceCases(this.parts.db, [id])).get(id);
    if (!made) throw new NotFoundError();
    return { ...made, given: await store.givenOf(this.parts.db, [id]) };
  }

  /** The case of a recipe, not stored; InvalidInputError when the checks cannot be broken together. */
  make(recipe: Recipe): PermitCase {
    const { catalogue } = this.parts;
    if (!levelOf(catalogue, recipe.level).services.includes(recipe.service)) throw new InvalidInputError({ service: { key: 'trainer.problem.service' } });
    const checks = checksOf(catalogue, recipe.service);
    const chosen = (recipe.breaks ?? []).map((id) => {
      const check = checks.find((each) => each.id === id);
      if (!check) throw new InvalidInputError({ breaks: { key: 'trainer.problem.check' } });
      return check;
    });
    for (const [index, check] of chosen.entries())
      for (const other of chosen.slice(0, index))
        if (collide(other, check)) throw new InvalidInputError({ breaks: { key: 'trainer.problem.collide', vars: { check: check.id, other: other.id } } });
    try {
      return generateCase(catalogue, recipe);
    } catch (error) {
      if (!(error instanceof RangeError)) throw error;
      throw new InvalidInputError({ breaks: { key: 'trainer.problem.recipe' } });
    }
  }

  /** Stores the case of a recipe and assigns it to a trainee or to everybody in a group, due on a day or none, once for each token. Gives its id. */
  async issue(trainer: Person, recipe: Recipe, { to, dueOn }: { to: Recipient; dueOn: string | null }, token: string): Promise<number> {
    const permitCase = this.make(recipe);
    return this.issueMade(trainer, async () => ({ recipe, permitCase }), to, token, async () => {}, dueOn);
  }

  /** The same for a case that is made in the transaction; `bind` runs in it with the id of the stored case. */
  async issueMade(
    trainer: Person,
    make: (trx: Knex.Transaction) => Promise<{ recipe: Recipe; permitCase: PermitCase }>,
    to: Recipient,
    token: string,
    bind: (trx: Knex.Transaction, caseId: number) => Promise<void>,
    dueOn: string | null = null,
  ): Promise<number> {
    const { db, now, groups, assignments } = this.parts;
    const done = await store.issuedUnder(db, token, trainer.id);
    if (done !== null) return done;
    if (dueOn !== null) assignments.checkDue(dueOn);
    const group = to.kind === 'group' ? (await groups.list(trainer)).find(({ id }) => id === to.id) : null;
    const own = to.kind === 'group' ? group : (await groups.trainees(trainer)).find(({ id }) => id === to.id);
    if (!own) throw new InvalidInputError({ to: { key: 'trainer.problem.to' } });
    try {
      return await writeTx(db, async (trx) => {
        const at = now();
        const traineeIds = group ? await groups.memberIds(group, trx) : [to.id];
        if (traineeIds.length === 0) throw new InvalidInputError({ to: { key: 'trainer.problem.emptyGroup' } });
        const { recipe, permitCase } = await make(trx);
        const caseId = await store.insertCase(trx, { recipe, permitCase, madeBy: trainer.id, at });
        await store.insertIssue(trx, { token, caseId, issuedBy: trainer.id, at });
        await bind(trx, caseId);
        const detail = { service: permitCase.service, to, trainees: traineeIds, dueOn };
        await recordEvent(trx, { at, actorId: trainer.id, action: 'case.issued', subjectType: 'case', subjectId: caseId, detail });
        await assignments.assign(trx, trainer, { caseId, permitCase, groupId: group?.id ?? null, dueOn }, traineeIds);
        return caseId;
      });
    } catch (error) {
      // Sent twice at the same moment: the other one has done it.
      const other = isUniqueViolation(error) ? await store.issuedUnder(db, token, trainer.id) : null;
      if (other === null) throw error;
      return other;
    }
  }

  /** Everybody who was ever given a practice case, by name: the choices of the filter. */
  trainees(): Promise<{ id: number; name: string }[]> {
    return store.traineesWithCases(this.parts.db);
  }

  private async summarise(ids: readonly number[]): Promise<void> {
    const missing = ids.filter((id) => !this.summaries.has(id));
    for (let from = 0; from < missing.length; from += batch)
      for (const [id, { permitCase }] of await store.practiceCases(this.parts.db, missing.slice(from, from + batch))) {
        const { decision, failing } = truthOf(this.parts.catalogue, permitCase);
        this.summaries.set(id, { decision, defects: failing.length });
      }
  }
}
