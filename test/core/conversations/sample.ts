import type { Bank, Situation, Variant } from '../../../src/core/conversations/format.ts';
import { bankSchema, situationSchema } from '../../../src/core/conversations/format.ts';

const both = (text: string) => ({ id: text, en: text });

/** A small bank: each act has a phrase of its name; `kind` and `rude` move mood and patience. */
export const bank: Bank = bankSchema.parse({
  phrases: ['greet', 'empathy', 'let-act', 'verify', 'privacy', 'cost', 'close', 'consent', 'take-password', 'take-over', 'jargon', 'promise', 'take-money', 'private-channel', 'insult', 'dismiss']
    .map((act) => ({ id: act, group: 'guide', moves: [act], text: [both(`<${act}>`)] }))
    .concat(['need', 'device', 'identity'].map((fact) => ({ id: `ask-${fact}`, group: 'ask', moves: [`ask:${fact}`], text: [both(`<ask-${fact}>`)] }))),
  effects: [
    { act: 'empathy', mood: 1, patience: 1, once: true },
    { act: 'jargon', mood: -1, patience: -1 },
    { act: 'insult', mood: -3, patience: -3 },
  ],
  reactions: Object.fromEntries(['puzzled', 'overwhelmed', 'repeated', 'jargon', 'dismissed', 'insulted', 'accepted', 'pleased', 'leaving', 'ended'].map((kind) => [kind, [both(`(${kind})`)]])),
  rules: [],
});

/** One situation with two topics, a wrong one, and three scenes; everything of it can be changed. */
export function situationOf(variant: Partial<Record<keyof Variant, unknown>> = {}, parts: Partial<Record<keyof Situation, unknown>> = {}): Situation {
  return situationSchema.parse({
    id: 'G1',
    title: both('t'),
    about: both('a'),
    clause: 'upload-readable',
    topics: [
      { id: 'photo', text: both('<photo>') },
      { id: 'size', text: both('<size>') },
      { id: 'must-scan', wrong: 'photo', text: both('<must-scan>') },
      { id: 'status', needs: 'identity', text: both('<status>') },
    ],
    scenes: [
      { id: 'open', cards: [['greet', 'ask-need'], ['ask-device'], ['photo', 'let-act'], ['must-scan'], ['insult']], go: [{ when: ['tell:photo'], to: 'guide' }] },
      { id: 'guide', says: both('next?'), cards: [['size', 'verify', 'privacy'], ['cost', 'close'], ['photo']], go: [{ when: ['close'], to: 'done' }] },
      { id: 'done', says: both('bye'), end: 'helped' },
    ],
    variants: [
      {
        id: 'one',
        title: both('t'),
        channel: 'chat',
        levels: [1],
        difficulty: 0,
        setting: both('s'),
        citizen: { name: 'Imas', you: both('you'), call: both('ma'), literacy: 'low', mood: 0, patience: 4, device: both('phone'), papers: [] },
        opening: both('hello'),
        facts: { need: { says: both('my need') }, device: { says: both('my phone') }, identity: { says: both('it is me') } },
        needs: ['need'],
        tells: ['photo', 'size'],
        ...variant,
      },
    ],
    ...parts,
  });
}
