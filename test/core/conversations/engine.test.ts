import { expect } from 'chai';
import fc from 'fast-check';
import { worstPath } from '../../../src/core/conversations/check.ts';
import { begin, play, step } from '../../../src/core/conversations/engine.ts';
import type { Script } from '../../../src/core/conversations/format.ts';
import { cardsOf, phrasesOf, refusedReply, type Reply, sceneOf } from '../../../src/core/conversations/reply.ts';
import { requiredSteps } from '../../../src/core/conversations/required.ts';
import { scoreConversation } from '../../../src/core/conversations/score.ts';
import type { State } from '../../../src/core/conversations/state.ts';
import { flagOfAct } from '../../../src/core/conversations/vocabulary.ts';
import { content } from '../../support/content.ts';
import { bank, situationOf } from './sample.ts';

const script = (...args: Parameters<typeof situationOf>): Script => {
  const situation = situationOf(...args);
  return { situation, variant: situation.variants[0]!, bank, seed: 's' };
};
const say = (...phrases: string[]): Reply => ({ kind: 'phrases', phrases });
const citizenSays = ({ lines }: State) => lines.filter(({ by, turn }) => by === 'citizen' && turn === lines.at(-1)!.turn).map(({ text }) => text.id);

describe('a guided conversation', () => {
  it('credits the need only when it was elicited, and not in a worse mood than the citizen asks for', () => {
    const shy = script({ facts: { need: { says: { id: 'secret', en: 'secret' }, mood: 1, evades: { id: 'nothing', en: 'nothing' } } } });
    const asked = step(shy, begin(shy), say('ask-need'));
    expect(citizenSays(asked)).to.deep.equal(['Nothing']);
    expect(asked.earned).to.not.include('need/need');
    const kind = step(shy, asked, say('empathy', 'ask-need'));
    expect(citizenSays(kind)).to.deep.equal(['Secret']);
    expect(kind.earned).to.include('need/need');
  });

  it('tells a fact only after those that come first', () => {
    const slow = script({ facts: { need: { says: { id: 'need', en: 'need' }, after: ['device'] }, device: { says: { id: 'phone', en: 'phone' } } } });
    expect(step(slow, begin(slow), say('ask-need')).known).to.deep.equal([]);
    expect(play(slow, [say('ask-device'), say('ask-need')]).known).to.deep.equal(['device', 'need']);
  });

  it('neither asks for what the opening has told, nor rewards asking again', () => {
    const open = script({ volunteers: ['device'] });
    expect(requiredSteps(open.variant)).to.not.include('device');
    const again = step(open, begin(open), say('ask-device'));
    expect(citizenSays(again)).to.deep.equal(['(repeated)']);
    expect(again.patience).to.be.below(open.variant.citizen.patience);
  });

  it('lets a citizen of low literacy take in one topic at a time', () => {
    const low = script();
    const flooded = step(low, begin(low), say('photo', 'size'));
    expect(flooded.told).to.deep.equal(['photo']);
    expect(citizenSays(flooded)).to.include('(overwhelmed)');
    const high = script({ citizen: { ...low.variant.citizen, literacy: 'high' } });
    expect(step(high, begin(high), say('photo', 'size')).told).to.deep.equal(['photo', 'size']);
  });

  it('takes the credit of a topic away when something wrong is told, and gives it back when it is put right', () => {
    const now = script();
    expect(play(now, [say('photo'), say('must-scan')]).earned).to.not.include('explain/photo');
    expect(play(now, [say('photo'), say('must-scan'), say('photo')]).earned).to.include('explain/photo');
  });

  it('brings a misunderstanding to light when the operator asks what was understood', () => {
    const wrong = script({ misunderstands: { topic: 'photo', says: { id: 'so I fold it?', en: 'so I fold it?' } } });
    const asked = play(wrong, [say('photo'), say('verify')]);
    expect(citizenSays(asked)).to.include('So I fold it?');
    expect(asked.earned).to.include('verify').and.not.include('explain/photo');
    expect(play(wrong, [say('photo'), say('verify'), say('photo'), say('verify')]).earned).to.include('explain/photo');
  });

  it('credits understanding, self-service and a closing only after something was explained', () => {
    const now = script();
    expect(play(now, [say('verify', 'let-act', 'close')]).earned).to.deep.equal([]);
    expect(play(now, [say('photo', 'verify', 'let-act')]).earned).to.include.members(['verify', 'act']);
  });

  it('leaves when patience is gone, and says so', () => {
    const state = play(script(), [say('greet'), say('greet'), say('insult')]);
    expect(state.over).to.equal('left');
    expect(citizenSays(state)).to.include('(leaving)');
  });

  it('counts taking over as harm unless it was agreed to, and jargon when it comes twice', () => {
    const harmsOf = (state: State) => state.turns.flatMap(({ harms }) => harms);
    const patient = { ...script().variant.citizen, patience: 10 };
    expect(harmsOf(play(script(), [say('take-over')]))).to.deep.equal(['take-over']);
    expect(harmsOf(play(script({ citizen: { ...patient, consents: true } }), [say('consent', 'take-over')]))).to.deep.equal([]);
    expect(harmsOf(play(script({ citizen: { ...patient, consents: true } }), [say('take-over')]))).to.deep.equal(['take-over']);
    expect(harmsOf(play(script({ citizen: patient }), [say('jargon'), say('jargon'), say('jargon')]))).to.deep.equal(['jargon']);
  });

  for (const [act, flag] of Object.entries(flagOfAct))
    it(`raises the flag ${flag} by ${act}`, () => expect(play(script(), [say(act)]).turns[0]!.flags).to.deep.equal([flag]));

  it('raises disclosure when data are told before the identity is known, or are another person\'s', () => {
    expect(play(script(), [say('status')]).turns[0]!.flags).to.deep.equal(['disclosure']);
    expect(play(script(), [say('ask-identity'), say('status')]).turns[1]!.flags).to.deep.equal([]);
    expect(play(script({ secret: ['status'] }), [say('ask-identity'), say('status')]).turns[1]!.flags).to.deep.equal(['disclosure']);
  });

  it('refuses what cannot be said: after the end, unknown, empty, too much', () => {
    const now = script();
    const over = { ...begin(now), over: 'left' as const };
    expect(refusedReply(now, over, say('greet'))).to.equal('over');
    const refused = (reply: Reply) => refusedReply(now, begin(now), reply);
    expect(refused({ kind: 'card', card: 99 })).to.equal('unknown');
    expect(refused(say('nothing'))).to.equal('unknown');
    expect(refused(say())).to.equal('empty');
    expect(refused(say('greet', 'empathy', 'verify', 'cost', 'close'))).to.equal('too-many');
    expect(refused({ kind: 'typed', text: '  ', language: 'id' })).to.equal('empty');
    expect(refused({ kind: 'typed', text: 'x'.repeat(601), language: 'id' })).to.equal('too-long');
    expect(refused({ kind: 'card', card: 0 })).to.equal(null);
  });
});

describe('the score of a conversation (measurement design 2.7)', () => {
  it('is the required steps less the harmful ones over those required: 9 required, 8 done, 1 harm: 7/9', () => {
    const now = script();
    expect(requiredSteps(now.variant)).to.deep.equal(['need/need', 'device', 'explain/photo', 'explain/size', 'act', 'verify', 'privacy', 'cost', 'close']);
    const state = play(now, [say('greet', 'ask-need'), say('ask-device', 'take-over'), say('photo', 'let-act'), say('size', 'verify'), say('cost', 'close')]);
    const { score, done, harmful, required, marks, outcome } = scoreConversation(now, state);
    expect({ done, harmful, required, outcome }).to.deep.equal({ done: 8, harmful: 1, required: 9, outcome: 'helped' });
    expect(score).to.be.closeTo(7 / 9, 1e-12);
    expect(marks.reduce((sum, { points }) => sum + points, 0)).to.be.closeTo(score, 1e-12);
    expect(marks.find(({ id }) => id === 'privacy')).to.include({ points: 0, turn: null });
    expect(marks.find(({ id }) => id === 'need/need')).to.include({ turn: 1 });
  });

  it('is never below 0, and its marks still add up', () => {
    const now = script({ citizen: { ...script().variant.citizen, patience: 10 } });
    const { score, marks } = scoreConversation(now, play(now, [say('ask-need', 'take-over', 'promise', 'take-password'), say('take-over')]));
    expect(score).to.equal(0);
    expect(marks.reduce((sum, { points }) => sum + points, 0)).to.be.closeTo(0, 1e-12);
  });

  it('observes each step, each harm, and the temptation that came up', () => {
    const tempted = script({ tempts: { flag: 'money', scene: 'guide' } });
    const of = (...replies: Reply[]) => scoreConversation(tempted, play(tempted, replies)).observations.filter(({ competency }) => competency === 'ITG').map(({ opportunity, score }) => [opportunity, score]);
    expect(of(say('ask-need'))).to.deep.equal([]);
    expect(of(say('photo'))).to.deep.equal([['guide/G1/tempted/money', 1]]);
    expect(of(say('photo'), say('take-money'))).to.deep.equal([['guide/G1/tempted/money', 0]]);
    expect(of(say('private-channel'))).to.deep.equal([['guide/G1/flag/channel', 0]]);
  });
});

/** CONVERSATIONS=10000 plays so many; a few dozen usually. */
const runs = Number(process.env.CONVERSATIONS ?? 60);

describe('every conversation of the pack', () => {
  const scripts = [...content().situations.values()].flatMap((situation) => situation.variants.map((variant): Omit<Script, 'seed'> => ({ situation, variant, bank: content().guideWords })));

  it('ends within its bound whatever is replied, the same for the same seed, with a score that its marks explain', () => {
    fc.assert(
      fc.property(fc.nat(scripts.length - 1), fc.string({ minLength: 1, maxLength: 6 }), fc.array(fc.nat(10_000), { minLength: 60, maxLength: 60 }), (which, seed, choices) => {
        const now: Script = { ...scripts[which]!, seed };
        const bound = worstPath(now.situation, now.variant, now.bank);
        const ids = [...phrasesOf(now).keys()];
        let state = begin(now);
        const replies: Reply[] = [];
        for (const choice of choices) {
          if (state.over) break;
          const cards = cardsOf(now, sceneOf(now, state.scene));
          const reply: Reply = choice % 3 === 0 ? say(ids[choice % ids.length]!, ids[(choice * 7) % ids.length]!) : { kind: 'card', card: choice % cards.length };
          replies.push(reply);
          state = step(now, state, reply);
        }
        expect(state.over, `${now.variant.id} goes on`).to.not.equal(null);
        expect(state.turn).to.be.at.most(bound);
        expect(play(now, replies)).to.deep.equal(state);
        const { score, marks } = scoreConversation(now, state);
        expect(score).to.be.within(0, 1);
        expect(marks.reduce((sum, { points }) => sum + points, 0)).to.be.closeTo(score, 1e-9);
        expect(state.lines.every(({ text }) => !/\{\w+\}/.test(text.id + text.en))).to.equal(true);
      }),
      { numRuns: runs },
    );
  });
});
