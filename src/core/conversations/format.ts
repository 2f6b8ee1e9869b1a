import { z } from 'zod';
import { type Text, text } from '../shared/text.ts';
import { acts, channels, flags, groups, literacies, type Literacy, type Move, outcomes, reactions, steps, tasks } from './vocabulary.ts';

/**
 * The shape of conversations as data. A situation is written once: its topics, phrases and scenes; its variants say who the citizen is, what he hides,
 * what he must be told and how he speaks. docs/conversations.md explains it by examples.
 */

const id = z.string().regex(/^[a-z0-9][a-z0-9-]*$/, 'expected lower-case words joined by hyphens');
const move = z.union([z.enum(acts), z.string().regex(/^(ask|tell):[a-z0-9][a-z0-9-]*$/, 'expected an act, ask:fact or tell:topic')]).transform((value) => value as Move);
const literacy = z.enum(Object.keys(literacies) as [Literacy, ...Literacy[]]);

/** Patterns by language: a reply says it when one of them fits one of its sentences; see match.ts. */
const patterns = z.strictObject({ id: z.array(z.string().min(1)), en: z.array(z.string().min(1)) });

const phrase = z.strictObject({
  id,
  group: z.enum(groups),
  moves: z.array(move).min(1),
  /** Wordings; which one is said follows from the seed. */
  text: z.array(text).min(1),
  /** Why it is harmful or of no use; shown with the result. */
  lesson: text.optional(),
});

/** Something that can be told. A wrong one takes the credit of the topic that it contradicts until that is told again. */
const topic = z.strictObject({
  id,
  text,
  clause: z.string().optional(),
  wrong: id.optional(),
  lesson: text.optional(),
  /** The fact that must be known first; telling it before discloses data. */
  needs: id.optional(),
  match: patterns.optional(),
});

const line = z.union([text, z.strictObject({ by: id, text })]);

const scene = z.strictObject({
  id,
  /** What is said when the scene begins; a variant may have words of its own for it. */
  says: line.optional(),
  /** Variants in which it can be, all when not given. */
  for: z.array(id).optional(),
  cards: z.array(z.union([z.array(id).min(1), z.strictObject({ say: z.array(id).min(1), for: z.array(id).min(1) })])).default([]),
  go: z
    .array(
      z.strictObject({
        /** All of these in one reply. */
        when: z.array(move).default([]),
        /** All of these are known, or have been told and taken in. */
        knows: z.array(id).default([]),
        told: z.array(id).default([]),
        for: z.array(id).optional(),
        to: id,
      }),
    )
    .default([]),
  /** What has to be done here beside talking: part of an assisted application. */
  task: z.enum(tasks).optional(),
  end: z.enum(outcomes).optional(),
});

const fact = z.strictObject({
  says: text,
  /** Said only in at least this mood; until then the citizen evades. */
  mood: z.number().int().min(-3).max(3).optional(),
  evades: text.optional(),
  /** Said only once these facts are known. */
  after: z.array(id).default([]),
});

/** An application that the citizen fills in himself: the right services in their order, what the first one asks for, and where each part of its form is found. */
const application = z.strictObject({
  services: z.array(z.string()).min(1),
  documents: z.array(z.string()).min(1),
  papers: z.array(z.strictObject({ id, name: text, shows: text })).min(2),
  /** Parts of the form, each read from one paper: fields of the service with what the citizen writes. */
  form: z.array(z.strictObject({ name: text, paper: id, fields: z.record(z.string(), z.string()) })).min(1),
  /** Facts that nobody needs to ask for. */
  unneeded: z.array(id).default([]),
});

const variant = z.strictObject({
  id,
  title: text,
  channel: z.enum(channels),
  levels: z.array(z.number().int().min(1).max(5)).min(1),
  difficulty: z.number(),
  setting: text,
  citizen: z.strictObject({
    name: z.string().min(1),
    /** How he is spoken to ("Ibu", "you") and called ("Bu", "ma'am"). */
    you: text,
    call: text,
    literacy,
    mood: z.number().int().min(-3).max(3),
    patience: z.number().int().min(2).max(10),
    device: text,
    papers: z.array(text),
    /** He agrees when asked whether the operator may type for him. */
    consents: z.boolean().default(false),
  }),
  /** Others who speak, by id. */
  speakers: z.record(id, text).default({}),
  opening: text,
  facts: z.record(id, fact),
  /** Facts that the opening has told already: asking for them again costs patience. */
  volunteers: z.array(id).default([]),
  /** Facts that together are his need. */
  needs: z.array(id).min(1),
  tells: z.array(id),
  /** Required steps that make no sense here. */
  without: z.array(z.enum(steps)).default([]),
  /** The fatal flag that he tempts the operator to, in this scene. */
  tempts: z.strictObject({ flag: z.enum(flags), scene: id }).optional(),
  /** Topics that must not be told here, whatever is known: they disclose what is another's. */
  secret: z.array(id).default([]),
  /** A topic that he has got wrong, which shows when the operator asks whether it was understood. */
  misunderstands: z.strictObject({ topic: id, says: text }).optional(),
  lines: z.record(id, line).default({}),
  application: application.optional(),
});

export const situationSchema = z.strictObject({
  id: z.string().regex(/^[GA]\d+[a-z]?$/, 'expected G or A and a number'),
  title: text,
  about: text,
  clause: z.string(),
  /** Facts beside need, device, tried and identity, with the question that asks for each. */
  asks: z.array(z.strictObject({ id, text, match: patterns.optional() })).default([]),
  topics: z.array(topic).min(1),
  phrases: z.array(phrase).default([]),
  scenes: z.array(scene).min(2),
  variants: z.array(variant).min(1),
});

/** What all situations share: phrases, what acts do to mood and patience, what citizens answer, and the rules by which a typed reply is read. */
export const bankSchema = z.strictObject({
  phrases: z.array(phrase),
  effects: z.array(
    z.strictObject({
      act: z.enum(acts),
      mood: z.number().int().min(-6).max(3).default(0),
      patience: z.number().int().min(-6).max(3).default(0),
      /** Only the first time. Whatever raises patience is of this kind, so that no conversation is without end. */
      once: z.boolean().default(false),
    }),
  ),
  reactions: z.record(z.enum(reactions), z.array(text).min(1)),
  rules: z.array(z.strictObject({ move, match: patterns })),
});

/** One file of conversations that stands for itself, as `conversation lint` reads it. */
export const conversationFile = z.strictObject({ bank: bankSchema.optional(), situations: z.array(situationSchema).min(1) });

export type Situation = z.infer<typeof situationSchema>;
export type Variant = Situation['variants'][number];
export type Scene = Situation['scenes'][number];
export type Fact = Variant['facts'][string];
export type Phrase = z.infer<typeof phrase>;
export type Bank = z.infer<typeof bankSchema>;
/** An application with what the catalogue says of it, resolved when a conversation begins. */
export interface Application extends z.infer<typeof application> {
  /** All services that can be chosen. */
  offered: readonly { code: string; name: Text }[];
  /** Documents to choose from, the needed ones among them. */
  choices: readonly { id: string; name: Text }[];
  free: boolean;
  /** Working days. */
  days: number;
  /** The fields of the public form of the first service. */
  fields: readonly { id: string; name: Text }[];
}
export type Line = z.infer<typeof line>;
export type Patterns = z.infer<typeof patterns>;

/** One conversation that can be held: who, about what, with which words; the seed settles wordings and the order of the cards. */
export interface Script {
  situation: Situation;
  variant: Variant;
  bank: Bank;
  seed: string;
  application?: Application;
}
