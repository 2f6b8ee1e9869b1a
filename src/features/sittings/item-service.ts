import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { known } from '../../core/catalogue/catalogue.ts';
import type { Action, Command } from '../../core/desk/action.ts';
import { type Asked, askedOf } from '../../core/questions/ask.ts';
import type { BankQuestion } from '../../core/questions/question.ts';
import type { Response } from '../../core/questions/response.ts';
import { canonical } from '../../core/shared/canonical.ts';
import { triedItem, triedPlace, triedState } from '../../core/sittings/tried.ts';
import { itemState, optionOrder } from '../../core/sittings/items.ts';
import { itemPlaces } from '../../core/sittings/places.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { actionsAt } from './action-store.ts';
import { caseIdsOf } from './grade-store.ts';
import { StaleAnswerError } from './screen.ts';
import type { SittingService } from './sitting-service.ts';
import { openTried, takenPlaces } from './form-read-model.ts';
import { type Sitting } from './sitting-store.ts';
import type { TriedQuestions } from './tried-read-model.ts';

interface Parts {
  db: Knex;
  catalogue: Catalogue;
  sittings: SittingService;
  bank: TriedQuestions;
}

/** What was done to one item: a letter of this sitting chosen, the answer cleared, the flag set or taken away. */
export interface ItemInput {
  id: string;
  choice: string | null;
  clear: boolean;
  flag: boolean | null;
  /** The id of the newest answer that the page knew; empty for none, null where a page does not say. */
  seen: string | null;
}

/** A question of the bank that is tried out in a sitting. */
export interface TriedItem {
  name: string;
  /** In the log of the sitting. */
  place: number;
  question: BankQuestion;
  asked: Asked;
}

type Person = Pick<CurrentUser, 'id'> & { screen?: string };

/** Answers to knowledge items. The browser knows an option by its letter in this sitting alone. */
export class ItemService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Records what changed and gives the moment, or null when nothing did. InvalidInputError for a letter that the item does not have. */
  async answer(
    person: Person,
    sitting: Sitting,
    item: number,
    input: ItemInput,
  ): Promise<string | null> {
    const { db, sittings } = this.parts;
    const id = sitting.form.items[item - 1];
    if (id === undefined) throw new NotFoundError();
    const position = itemPlaces(takenPlaces((await caseIdsOf(db, sitting.id)).keys(), sitting.form), item)[item - 1]!;
    const actions = await actionsAt(db, sitting.id, position);
    const before = itemState(actions);
    const choice = input.clear ? '' : input.choice === null ? null : this.optionOf(sitting, id, input.choice);
    const commands: Command[] = [];
    if (choice !== null && choice !== (before.choice ?? '')) {
      refuseStale(actions, input, 'choice');
      commands.push({ id: input.id, type: 'answer', item: id, choice });
    }
    if (input.flag !== null && input.flag !== before.flagged)
      commands.push({ id: `${input.id.slice(0, 62)}-f`, type: 'flag', on: input.flag });
    if (commands.length === 0) return null;
    const answer = await sittings.save(person, sitting.id, position, commands);
    if (answer.kind === 'refused')
      throw new InvalidInputError({ [answer.refusal.field ?? 'choice']: { key: answer.refusal.key } });
    return answer.at;
  }

  /** The question of the bank at this number, after the items that count, with how it is asked in this sitting; null for an item of the pack. */
  async tried(sitting: Sitting, item: number): Promise<TriedItem | null> {
    const index = item - sitting.form.items.length - 1;
    const versionId = openTried(sitting)[index];
    if (versionId === undefined) return null;
    const question = (await this.parts.bank.versions([versionId])).get(versionId);
    return question ? { name: triedItem(versionId), place: triedPlace(index), question, asked: askedOf(question, `${sitting.form.seed}/${versionId}`) } : null;
  }

  /** As `answer`, for a question of the bank: `response` is undefined when only the flag was pressed. */
  async respond(person: Person, sitting: Sitting, tried: TriedItem, input: Pick<ItemInput, 'id' | 'flag' | 'seen'> & { response: Response | null | undefined }): Promise<string | null> {
    const { db, sittings } = this.parts;
    const actions = await actionsAt(db, sitting.id, tried.place);
    const before = triedState(actions);
    const commands: Command[] = [];
    if (input.response !== undefined && canonical(input.response) !== canonical(before.response)) {
      refuseStale(actions, input, 'answer');
      commands.push({ id: input.id, type: 'respond', item: tried.name, response: input.response });
    }
    if (input.flag !== null && input.flag !== before.flagged) commands.push({ id: `${input.id.slice(0, 62)}-f`, type: 'flag', on: input.flag });
    if (commands.length === 0) return null;
    const answer = await sittings.save(person, sitting.id, tried.place, commands);
    if (answer.kind === 'refused') throw new InvalidInputError({ [answer.refusal.field ?? 'answer']: { key: answer.refusal.key } });
    return answer.at;
  }

  private optionOf(sitting: Sitting, item: string, letter: string): string {
    const question = known(this.parts.catalogue.questions, item, 'question');
    const found = optionOrder(question, sitting.form.seed).find(({ key }) => key === letter);
    if (!found) throw new InvalidInputError({ choice: { key: 'sittings.refused.choice' } });
    return found.option;
  }
}

/** The newest answer among the actions at an item, as a page knows it: its id, or nothing. */
export const newestAnswer = (actions: readonly Action[]): string => actions.findLast(({ type }) => type === 'answer' || type === 'respond')?.id ?? '';

/** The ids that one page gives begin alike, with the id that it was sent with. */
const pageOf = (id: string): string => id.slice(0, 36);

/** StaleAnswerError when another page has answered since this one was made; its own answers, and those of its queue, it knows. */
function refuseStale(actions: readonly Action[], { id, seen }: Pick<ItemInput, 'id' | 'seen'>, field: 'choice' | 'answer'): void {
  const newest = newestAnswer(actions);
  if (seen !== null && newest !== '' && newest !== seen && pageOf(newest) !== pageOf(id)) throw new StaleAnswerError(field);
}
