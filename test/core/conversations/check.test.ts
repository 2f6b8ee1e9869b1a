import { readFileSync } from 'node:fs';
import { expect } from 'chai';
import { z } from 'zod';
import { type Fault, faultsOf, worstPath } from '../../../src/core/conversations/check.ts';
import { conversationFile, type Situation } from '../../../src/core/conversations/format.ts';
import { readConversations } from '../../../src/core/conversations/read.ts';
import { fullMarksPath } from '../../../src/core/conversations/search.ts';
import { mostTurns } from '../../../src/core/conversations/vocabulary.ts';
import { content } from '../../support/content.ts';
import { bank, situationOf } from './sample.ts';

const said = (faults: readonly Fault[]) => faults.map(({ path, kind, what }) => `${path.join('.')} ${kind} ${what}`);
const changed = (change: (situation: Situation) => void): string[] => {
  const situation = structuredClone(situationOf());
  change(situation);
  return said(faultsOf(situation, bank));
};

describe('the check of conversations', function () {
  this.timeout(60_000);

  it('finds nothing in the 17 situations of the pack, each in at least 3 variants: no dead end, every step can be earned with cards, worst path bounded', () => {
    const { situations, guideWords } = content();
    const numbers = [...new Set([...situations.keys()].flatMap((id) => /^G\d+/.exec(id)?.[0] ?? []))];
    expect(numbers.toSorted()).to.deep.equal(Array.from({ length: 17 }, (_, at) => `G${at + 1}`).toSorted());
    for (const situation of situations.values()) {
      expect(situation.variants.length, situation.id).to.be.at.least(3);
      expect(said(faultsOf(situation, guideWords)), situation.id).to.deep.equal([]);
      for (const variant of situation.variants) expect(worstPath(situation, variant, guideWords), `${situation.id} ${variant.id}`).to.be.at.most(mostTurns);
    }
  });

  it('has variants that differ in more than names: in what must be done, in who the citizen is, or in what is hidden', () => {
    for (const situation of content().situations.values()) {
      const kinds = situation.variants.map(({ citizen: { literacy, mood }, channel, needs, tells, volunteers, secret, misunderstands, facts }) =>
        JSON.stringify([literacy, mood, channel, needs, tells, volunteers, secret, misunderstands?.topic, Object.entries(facts).map(([id, { mood: at, after }]) => [id, at, after])]),
      );
      expect(new Set(kinds).size, situation.id).to.equal(kinds.length);
      expect(new Set(situation.variants.map(({ tells, needs }) => JSON.stringify([tells, needs]))).size, situation.id).to.be.at.least(2);
    }
  });

  it('says the way to a dead end', () => expect(changed(({ scenes }) => void (scenes[1]!.go = []))).to.include('scenes.1 dead-end one/guide').and.include('scenes.2 unreachable one/done'));
  it('says which scene cannot be reached', () => expect(changed(({ scenes }) => void scenes.push({ id: 'lost', cards: [['close']], go: [{ when: ['close'], knows: [], told: [], to: 'done' }] }))).to.include('scenes.3 unreachable one/lost'));
  it('says which step no card can earn', () => expect(changed(({ scenes }) => void (scenes[1]!.cards = [['size', 'verify'], ['cost', 'close']]))).to.deep.equal(['variants.0 goal privacy']));
  it('says who speaks and is not there', () => expect(changed(({ variants }) => void (variants[0]!.lines = { guide: { by: 'uncle', text: { id: 'a', en: 'a' } } }))).to.deep.equal(['variants.0.lines.guide.by speaker uncle']));
  it('says which name nobody knows', () => expect(changed(({ scenes }) => void (scenes[0]!.go[0]!.to = 'nowhere'))).to.deep.equal(['scenes.0.go.0.to unknown nowhere']));
  it('says which name stands twice', () => expect(changed(({ topics }) => void (topics[1]!.id = 'photo'))).to.include('topics.1.id double photo'));
  it('says who could go on too long', () => {
    const endless = { ...bank, effects: [{ act: 'greet' as const, mood: 0, patience: 1, once: false }] };
    expect(said(faultsOf(situationOf(), endless))).to.include('variants.0 unbounded one: Infinity');
  });

  it('finds a conversation with full marks', () => {
    const situation = situationOf();
    expect(fullMarksPath({ situation, variant: situation.variants[0]!, bank, seed: 's' }).missing).to.deep.equal([]);
  });

  it('reads a file and says where a translation is missing', () => {
    const file = structuredClone({ situations: [situationOf()] }) as unknown as { situations: { title: { en?: string }; scenes: { says: { en?: string } }[] }[] };
    expect(readConversations(file, bank)).to.include({ ok: true });
    delete file.situations[0]!.title.en;
    delete file.situations[0]!.scenes[1]!.says.en;
    const read = readConversations(file, bank);
    expect(read.ok ? [] : read.faults.map(({ path, kind }) => `${path.join('.')} ${kind}`)).to.deep.equal(['situations.0.title.en translation', 'situations.0.scenes.1.says.en translation']);
  });

  it('has its JSON schema in docs/conversation-schema.json', () => {
    const schema: unknown = JSON.parse(readFileSync(new URL('../../../docs/conversation-schema.json', import.meta.url), 'utf8'));
    expect(schema).to.deep.equal(JSON.parse(JSON.stringify(z.toJSONSchema(conversationFile, { io: 'input' }))));
  });
});
