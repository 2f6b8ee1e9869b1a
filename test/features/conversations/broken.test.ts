import { expect } from 'chai';
import fc from 'fast-check';
import { begin, step } from '../../../src/core/conversations/engine.ts';
import { applicationOf } from '../../../src/core/catalogue/application.ts';
import type { Script } from '../../../src/core/conversations/format.ts';
import { cardsOf, refusedReply, sceneOf } from '../../../src/core/conversations/reply.ts';
import { rightTask } from '../../../src/core/conversations/task.ts';
import { conversationKind, playable } from '../../../src/features/conversations/conversation-kind.ts';
import { sparseDocument } from '../../../src/features/conversations/conversation-input.ts';
import { examine, type Draft } from '../../../src/features/authoring/work-kind.ts';
import { content } from '../../support/content.ts';

// More of them: BROKEN_RUNS=500.
const numRuns = Number(process.env.BROKEN_RUNS ?? 8);
type Entry = Record<string, unknown>;

/** What an author does to a conversation half-way: takes things out, sends ways elsewhere, moves an end. */
const breaks: ((draft: { scenes: Entry[]; variants: Entry[]; topics: Entry[] }, at: number, to: number) => void)[] = [
  ({ scenes }, at) => void scenes.splice(at % scenes.length, 1),
  ({ scenes }, at) => delete scenes[at % scenes.length]!.cards,
  ({ scenes }, at) => delete scenes[at % scenes.length]!.go,
  ({ scenes }, at, to) => void ((scenes[at % scenes.length]!.go as Entry[] | undefined)?.forEach((way) => (way.to = scenes[to % scenes.length]!.id))),
  ({ scenes }, at) => void ((scenes[at % scenes.length]!.go as Entry[] | undefined)?.forEach((way) => delete way.when)),
  ({ scenes }, at) => (scenes[at % scenes.length]!.end = 'helped'),
  ({ scenes }, at) => (scenes[at % scenes.length]!.task = 'form'),
  ({ scenes, variants }, at, to) => (scenes[at % scenes.length]!.for = [variants[to % variants.length]!.id]),
  ({ topics }, at) => topics.length > 1 && topics.splice(at % topics.length, 1),
  ({ variants }, at) => (variants[at % variants.length]!.tells = []),
  ({ variants }, at) => ((variants[at % variants.length]!.citizen as Entry).patience = 10),
  ({ variants }, at) => delete variants[at % variants.length]!.application,
];

describe('a conversation that is half-written', function () {
  this.timeout(120_000);
  const kind = conversationKind(content());
  const originals = [...content().situations.values()].map((situation) => JSON.stringify(sparseDocument(JSON.parse(JSON.stringify(situation)) as Draft)));

  it('is examined without a fault of ours, and what can be played is played to its end or to a reply that cannot be taken', () => {
    fc.assert(
      fc.property(fc.nat(100), fc.array(fc.tuple(fc.nat(breaks.length - 1), fc.nat(20), fc.nat(20)), { minLength: 1, maxLength: 4 }), fc.array(fc.nat(6), { minLength: 45, maxLength: 45 }), (which, list, chosen) => {
        const draft = JSON.parse(originals[which % originals.length]!) as { scenes: Entry[]; variants: Entry[]; topics: Entry[] };
        for (const [kindOf, at, to] of list) if (draft.scenes.length > 2) breaks[kindOf]!(draft, at, to);
        for (const { key } of examine(kind, draft).faults) expect(key).to.match(/^(conversations|authoring)\.fault\./);
        const situation = playable(content(), draft);
        if (!situation) return;
        for (const variant of situation.variants) {
          const application = applicationOf(content(), variant, 's');
          const script: Script = { situation, variant, bank: content().guideWords, seed: 's', ...(application && { application }) };
          let state = begin(script);
          for (const card of chosen) {
            if (state.over) break;
            const scene = sceneOf(script, state.scene);
            const task = scene.task && application && card % 2 === 0 ? rightTask(script, scene.task, state.parts) : null;
            const reply = task ?? ({ kind: 'card', card: card % Math.max(1, cardsOf(script, scene).length) } as const);
            if (refusedReply(script, state, reply) !== null) break;
            state = step(script, state, reply);
          }
        }
      }),
      { numRuns },
    );
  });
});
