import type { Knex } from 'knex';
import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { known } from '../../core/catalogue/catalogue.ts';
import type { Command } from '../../core/desk/action.ts';
import { itemState, optionOrder } from '../../core/sittings/items.ts';
import { itemPlaces } from '../../core/sittings/places.ts';
import { InvalidInputError, NotFoundError } from '../../platform/errors.ts';
import type { CurrentUser } from '../../platform/roles.ts';
import { actionsAt } from './action-store.ts';
import { caseIdsOf } from './grade-store.ts';
import type { SittingService } from './sitting-service.ts';
import type { Sitting } from './sitting-store.ts';

interface Parts {
  db: Knex;
  catalogue: Catalogue;
  sittings: SittingService;
}

/** What was done to one item: a letter of this sitting chosen, the answer cleared, the flag set or taken away. */
export interface ItemInput {
  id: string;
  choice: string | null;
  clear: boolean;
  flag: boolean | null;
}

/** Answers to knowledge items. The browser knows an option by its letter in this sitting alone. */
export class ItemService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Records what changed and gives the moment, or null when nothing did. InvalidInputError for a letter that the item does not have. */
  async answer(
    person: Pick<CurrentUser, 'id'> & { screen?: string },
    sitting: Sitting,
    item: number,
    input: ItemInput,
  ): Promise<string | null> {
    const { db, sittings } = this.parts;
    const id = sitting.form.items[item - 1];
    if (id === undefined) throw new NotFoundError();
    const position = itemPlaces((await caseIdsOf(db, sitting.id)).keys(), item)[item - 1]!;
    const before = itemState(await actionsAt(db, sitting.id, position));
    const choice = input.clear ? '' : input.choice === null ? null : this.optionOf(sitting, id, input.choice);
    const commands: Command[] = [];
    if (choice !== null && choice !== (before.choice ?? ''))
      commands.push({ id: input.id, type: 'answer', item: id, choice });
    if (input.flag !== null && input.flag !== before.flagged)
      commands.push({ id: `${input.id.slice(0, 62)}-f`, type: 'flag', on: input.flag });
    if (commands.length === 0) return null;
    const answer = await sittings.save(person, sitting.id, position, commands);
    if (answer.kind === 'refused')
      throw new InvalidInputError({ [answer.refusal.field ?? 'choice']: { key: answer.refusal.key } });
    return answer.at;
  }

  private optionOf(sitting: Sitting, item: string, letter: string): string {
    const question = known(this.parts.catalogue.questions, item, 'question');
    const found = optionOrder(question, sitting.form.seed).find(({ key }) => key === letter);
    if (!found) throw new InvalidInputError({ choice: { key: 'sittings.refused.choice' } });
    return found.option;
  }
}
