import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Situation } from '../../core/conversations/format.ts';
import { type FileFault, readConversations } from '../../core/conversations/read.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import type { Draft } from '../authoring/work-kind.ts';
import type { WorkService } from '../authoring/work-service.ts';
import { emptyConversation, sparseDocument } from './conversation-input.ts';
import { lintConversation, playable } from './conversation-kind.ts';

interface Parts {
  catalogue: Catalogue;
  works: WorkService;
}

/** Numbers of the bank begin here; those below are of the content pack. */
const firstNumber = 101;
const lastNumber = 99_999;

/** What a file is refused for: the way into it, and why, as the check or the schema says it. */
export type Refused = FileFault | { path: readonly (string | number)[]; kind: 'one' | 'bank' | 'catalogue'; what: string };

/** Conversations as works of the bank: beginning one, by a copy or by a file, and taking one out as a file. */
export class ConversationService {
  private readonly parts: Parts;

  constructor(parts: Parts) {
    this.parts = parts;
  }

  /** Adds a conversation to write and gives its id: an empty one, or a copy of a situation of the pack (`pack-G1`) or of the bank (`work-12`). InvalidInputError for a situation that is not there, NotFoundError for such a work. */
  async begin(person: { id: number }, from: string): Promise<number> {
    const { catalogue, works } = this.parts;
    const [, source, name] = /^(pack|work)-(.+)$/.exec(from) ?? [];
    const original = source === 'pack' ? plain(catalogue.situations.get(name!)) : source === 'work' ? (await works.get('conversation', Number(name))).draft.document : undefined;
    if (source && !original) throw new InvalidInputError({ from: { key: 'conversations.problem.from' } });
    return this.add(person, (id) => (original ? { ...sparseDocument(original), id } : emptyConversation(id)), String(original?.id ?? 'G'));
  }

  /** A conversation from a file, as a new draft, or all that the file is refused for. */
  async take(person: { id: number }, file: unknown): Promise<{ id: number } | { refused: Refused[] }> {
    const { catalogue } = this.parts;
    const { bank, situations } = (typeof file === 'object' && file !== null ? file : {}) as { bank?: unknown; situations?: unknown };
    if (bank !== undefined) return { refused: [{ path: ['bank'], kind: 'bank', what: '' }] };
    if (Array.isArray(situations) && situations.length > 1) return { refused: [{ path: ['situations', 1], kind: 'one', what: String((situations[1] as { id?: unknown } | null)?.id ?? '') }] };
    const read = readConversations(file, catalogue.guideWords);
    if (!read.ok) return { refused: read.faults };
    const [situation] = read.situations as [Situation];
    const refused = lintConversation(catalogue, situation).map(({ path, key, vars }): Refused => ({ path: ['situations', 0, ...path.split('.')], kind: 'catalogue', what: String(vars?.reason ?? key.split('.').at(-1)) }));
    if (refused.length > 0) return { refused };
    return { id: await this.add(person, (id) => ({ ...sparseDocument(plain(situation)!), id }), situation.id) };
  }

  /** The situation of a draft as far as it can be played, or null. */
  playable(draft: Draft): Situation | null {
    return playable(this.parts.catalogue, draft);
  }

  private add(person: { id: number }, write: (id: string) => Draft, like: string): Promise<number> {
    return this.parts.works.createNext(person, 'conversation', idsLike(like.startsWith('A') ? 'A' : 'G'), write);
  }
}

/** The ids of the bank: G101, G102 and so on, A for assisted applications. */
function* idsLike(letter: 'G' | 'A'): Generator<string> {
  for (let number = firstNumber; number <= lastNumber; number++) yield `${letter}${number}`;
}

const plain = (situation: Situation | undefined): Draft | undefined => (situation ? (JSON.parse(JSON.stringify(situation)) as Draft) : undefined);
