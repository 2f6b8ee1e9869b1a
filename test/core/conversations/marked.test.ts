import { expect } from 'chai';
import fc from 'fast-check';
import { play } from '../../../src/core/conversations/engine.ts';
import type { Script } from '../../../src/core/conversations/format.ts';
import { inReadingOrder, playMarked, readableMoves } from '../../../src/core/conversations/marked.ts';
import type { Reply } from '../../../src/core/conversations/reply.ts';
import { phrasesOf, wordingOf } from '../../../src/core/conversations/reply.ts';
import { scoreConversation } from '../../../src/core/conversations/score.ts';
import type { Move } from '../../../src/core/conversations/vocabulary.ts';
import { talkOf, talksOfLevel } from '../../../src/core/sittings/talks.ts';
import { content } from '../../support/content.ts';

const scripts: Script[] = [3, 4, 5]
  .flatMap((level) => talksOfLevel(content(), level))
  .map(({ situation, variant }) => talkOf(content(), { situation: situation.id, variant: variant.id, seed: 'marked' }).script);

/** A conversation typed from the wordings of phrases, in which the rules find a lot. */
const held = fc.tuple(fc.constantFrom(...scripts), fc.array(fc.array(fc.nat(), { minLength: 1, maxLength: 3 }), { minLength: 1, maxLength: 12 })).map(([script, picks]) => {
  const phrases = [...phrasesOf(script).values()];
  const replies = picks.map((chosen): Reply => ({ kind: 'typed', text: chosen.map((at) => wordingOf(script, phrases[at % phrases.length]!, 1).id).join(' ').slice(0, 600), language: 'id' }));
  return { script, replies };
});

const typed = (...texts: string[]): Reply[] => texts.map((text) => ({ kind: 'typed', text, language: 'id' }));
const script = talkOf(content(), { situation: 'G1', variant: 'meatball-cart', seed: 'marked' }).script;

describe('a typed conversation as people have read it', () => {
  it('is the one that was played where they read what the rules read, and where nothing is marked', () => {
    fc.assert(
      fc.property(held, ({ script: each, replies }) => {
        const state = play(each, replies);
        expect(playMarked(each, replies, new Map())).to.deep.equal(state);
        const same = new Map(state.turns.map(({ turn, moves }) => [turn, moves]));
        expect(playMarked(each, replies, same)).to.deep.equal(state);
        // In whatever order a marker has ticked them.
        for (const { moves } of state.turns) expect(inReadingOrder(each, moves.toReversed())).to.deep.equal(moves);
      }),
      { numRuns: 150 },
    );
  });

  it('leaves what the citizen said, how he felt and how it ended as they went, whatever is marked', () => {
    fc.assert(
      fc.property(held, fc.array(fc.array(fc.nat(), { maxLength: 6 }), { maxLength: 12 }), ({ script: each, replies }, marks) => {
        const all = readableMoves(each);
        const marked = new Map(marks.map((picks, at) => [at + 1, inReadingOrder(each, picks.map((pick) => all[pick % all.length]!))]));
        const went = play(each, replies);
        const read = playMarked(each, replies, marked);
        for (const key of ['lines', 'scene', 'visited', 'mood', 'patience', 'over', 'turn', 'cleared'] as const) expect(read[key], key).to.deep.equal(went[key]);
        expect(read.turns.map(({ turn }) => turn)).to.deep.equal(went.turns.map(({ turn }) => turn));
        const { score, marks: points } = scoreConversation(each, read);
        expect(score).to.be.within(0, 1);
        expect(points.reduce((sum, mark) => sum + mark.points, 0)).to.be.closeTo(score, 1e-9);
        // A fatal flag is raised where people read it, and nowhere else.
        for (const { turn, moves, flags } of read.turns) expect(flags.includes('money'), String(turn)).to.equal(moves.includes('take-money'));
      }),
      { numRuns: 150 },
    );
  });

  it('earns nothing where people read nothing', () => {
    fc.assert(
      fc.property(held, ({ script: each, replies }) => {
        const read = playMarked(each, replies, new Map(replies.map((_, at): [number, Move[]] => [at + 1, []])));
        expect(read.earned).to.deep.equal([]);
        expect(read.turns.flatMap(({ earned, harms, flags }) => [...earned, ...harms, ...flags])).to.deep.equal([]);
      }),
      { numRuns: 50 },
    );
  });

  it('earns the step of a question that the rules did not see', () => {
    const replies = typed('Mangga, kumaha?');
    expect(play(script, replies).earned).to.deep.equal([]);
    const read = playMarked(script, replies, new Map([[1, ['ask:need' as const]]]));
    expect(read.earned).to.deep.equal(['need/need']);
    expect(read.lines).to.deep.equal(play(script, replies).lines);
  });

  it('takes the step of a question that only the rules saw, and still lets the citizen be told what he told himself', () => {
    const replies = typed('Apa keperluan Bapak?');
    expect(play(script, replies).earned).to.deep.equal(['need/need']);
    expect(playMarked(script, replies, new Map([[1, ['greet' as const]]])).earned).to.deep.equal([]);
  });
});

describe('what people can read in a typed reply', () => {
  it('is every act but those of an application, each question and each topic of the situation, once', () => {
    for (const each of scripts) {
      const moves = readableMoves(each);
      expect(new Set(moves).size).to.equal(moves.length);
      expect(moves).to.include.members(['greet', 'take-money', 'ask:need', ...each.situation.topics.map(({ id }) => `tell:${id}`)]);
      expect(moves).to.not.include.members(['right']);
      expect(inReadingOrder(each, ['unknown', 'tell:nothing'])).to.deep.equal([]);
    }
  });
});
