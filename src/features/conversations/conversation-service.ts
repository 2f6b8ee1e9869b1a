import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import type { Situation } from '../../core/conversations/format.ts';
import { InvalidInputError } from '../../platform/errors.ts';
import type { Draft } from '../authoring/work-kind.ts';
import type { WorkService } from '../authoring/work-service.ts';
import { emptyConversation, sparseDocument } from './conversation-input.ts';
import { playable } from './conversation-kind.ts';
import { examineFile, type Refused } from './conversation-file.ts';

interface Parts {
  catalogue: Catalogue;
  works: WorkService;
}

/** Numbers of the bank begin here; those below are of the content pack. */
const firstNumber = 101;
const lastNumber = 99_999;

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
    const examined = examineFile(this.parts.catalogue, file);
    if ('refused' in examined) return examined;
    const { situation } = examined;
    return { id: await this.add(person, (id) => ({ ...sparseDocument(plain(situation)!), id }), situation.id) };
  }

  /** Brings an examined conversation back: as the draft of its code where the bank has it, else as a new draft of the next free code. Gives the code, and what became of it. */
  async bring(person: { id: number }, situation: Situation): Promise<{ code: string; kind: 'created' | 'changed' | 'same' }> {
    const { works } = this.parts;
    const document = sparseDocument(plain(situation)!);
    const known = await works.byCode('conversation', situation.id);
    if (!known) {
      const id = await this.add(person, (code) => ({ ...document, id: code }), situation.id);
      return { code: (await works.get('conversation', id)).code, kind: 'created' };
    }
    const saved = await works.save(person, known, known.draft.revision, document);
    if (saved.kind === 'conflict') throw new InvalidInputError({ code: { key: 'conversations.problem.changed' } });
    return { code: known.code, kind: saved.revision === known.draft.revision ? 'same' : 'changed' };
  }

  /** The conversation of this code as it is in use, or its draft; null when there is none. */
  async export(code: string, draft: boolean): Promise<Draft | null> {
    const { works } = this.parts;
    const work = await works.byCode('conversation', code);
    if (!work || draft) return work?.draft.document ?? null;
    return (await works.versions(work)).find(({ number }) => number === work.standing.live)?.document ?? null;
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
