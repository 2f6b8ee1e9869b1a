import { z } from 'zod';
import { bankSchema, situationSchema } from '../conversations/format.ts';
import { modes } from '../conversations/vocabulary.ts';
import { competencies } from '../shared/competency.ts';
import { eventSchema } from './event-content.ts';
import { conditionWords, fact, registry } from './fact-content.ts';
import { levyFormula } from './levy-content.ts';
import { chain, check, decoy, documentKind, service, stage } from './service-content.ts';
import { shiftsFile } from './shift-content.ts';
import { decisions, provenance, stageIds, text } from './vocabulary.ts';

/**
 * The shape of the content pack (YAML under seeds/content). A pack that does not fit stops the start with file, line and reason.
 * Code knows kinds of check, of step and of document; the pack says which service uses which.
 */
export * from './vocabulary.ts';
export { allIntegrityActs, type EventChannel, eventChannels, type EventScript, type EventStep, type IntegrityAct, integrityActs, type Relation, relations } from './event-content.ts';
export type { Draw } from './fact-content.ts';
export type { LevyFormula, LevyInput, LevyStep, LevyVersion } from './levy-content.ts';
export { permitsBefore } from './service-content.ts';
export type { Chain, Levy, LevySource, Service, Stage } from './service-content.ts';
export type { FileNote, ShiftLevel, Shifts } from './shift-content.ts';

/** Critical errors that a reply or a letter can be: taking an offer, changing a record, settling outside the channel, disclosing data, hiding a conflict of interest. */
const criticals = ['CE1', 'CE3', 'CE4', 'CE5', 'CE6'] as const;

/** The levels whose files it comes with: the pressure grows with the level. */
const atLevels = z.array(z.number().int().min(1).max(5)).min(1).default([1, 2, 3, 4, 5]);

const reply = z.strictObject({
  id: z.string(),
  text,
  points: z.number().min(0).max(1),
  critical: z.enum(criticals).optional(),
  lesson: text,
});

const guideScript = z.strictObject({
  id: z.string(),
  problem: z.string(),
  levels: atLevels,
  text: z.array(text).min(1),
  replies: z.array(reply).min(3),
  clause: z.string(),
  difficulty: z.number(),
  ...provenance,
});
const messageScript = z.strictObject({
  id: z.string(),
  kind: z.enum(['offer', 'neutral']),
  levels: atLevels,
  text: z.array(text).min(1),
  replies: z.array(reply).length(4),
  report: z.strictObject({ points: z.number().min(0).max(1) }),
  clause: z.string(),
  difficulty: z.number(),
});

const letterItem = z.enum(['addressee', 'decision', 'gaps', 'basis', 'deadline', 'fee', 'plain', 'neutral']);
const letterOption = z.strictObject({
  id: z.string(),
  text,
  fits: z.union([z.literal('all'), z.array(z.enum(decisions))]).default('all'),
  fitsLevy: z.enum(['free', 'charged', 'any']).default('any'),
  satisfies: z.array(letterItem).default([]),
  breaks: z.array(letterItem).default([]),
  critical: z.enum(['CE4']).optional(),
});

const question = z.strictObject({
  id: z.string(),
  competency: z.enum(competencies),
  clause: z.string(),
  difficulty: z.number(),
  anchor: z.boolean(),
  stem: text,
  options: z.array(z.strictObject({ id: z.string(), text })).min(3),
  key: z.string(),
  explanation: text,
  ...provenance,
});
export type Question = z.infer<typeof question>;

const level = z.strictObject({
  level: z.number().int(),
  name: text,
  about: text,
  services: z.array(z.string()),
  defects: z.tuple([z.number().int(), z.number().int()]),
  decoys: z.tuple([z.number().int(), z.number().int()]),
  /** The stages that a file of this level goes through, as far as its service has them. */
  stages: z.array(z.enum(stageIds)).default(['verification']),
  cut: z.number(),
  cutTheta: z.number(),
  timeFactor: z.number(),
  keyMix: z.strictObject({ proceed: z.number(), return: z.number(), reject: z.number(), refer: z.number() }),
  gate: z.strictObject({
    probability: z.number(),
    observations: z.number().int(),
    error: z.number(),
    days: z.number().int(),
    perService: z.number().int(),
    retrievability: z.number(),
    lastDecisions: z.number().int(),
    lastRight: z.number().int(),
    integrity: z.number().int(),
  }),
  blueprint: z
    .strictObject({
      cases: z.number().int(),
      /** Of the cases so many are conversations with a citizen. */
      guidance: z.number().int().min(0),
      /** How operators reply in them; typed replies are marked by people. */
      replies: z.enum(modes).default('cards'),
      items: z.number().int(),
      anchors: z.number().int(),
      minutes: z.number().int(),
      caseWeight: z.number(),
      perCompetency: z.record(z.string(), z.number().int()),
      /** A test goes on so often at most: near the cut by so many cases and items, else by these for what is at risk. */
      extension: z.strictObject({
        rounds: z.number().int().min(0),
        cases: z.number().int().min(0),
        items: z.number().int().min(0),
        casesAtRisk: z.number().int().min(0),
        itemsAtRisk: z.number().int().min(0),
      }),
    })
    .optional(),
  validMonths: z.number().int(),
  /** Whether its test may also be sat outside of a test session. */
  outsideSession: z.boolean().default(true),
});
export type Level = z.infer<typeof level>;

const dimension = z.strictObject({ id: z.string(), name: text, anchors: z.tuple([text, text, text, text]) });
const district = z.strictObject({ code: z.string(), name: z.string(), wards: z.array(z.tuple([z.string(), z.string()])).min(1) });

const days = z.number().int().min(1);

const clause = z.strictObject({
  id: z.string(),
  /** By which people name it: `B-12`. */
  number: z.string().regex(/^[A-Z]+-\d+$/).optional(),
  title: text,
  text,
  /** The first day on which it is in force, where that is not the one of the pack, and the last, where it has one. */
  effective: z.iso.date().optional(),
  until: z.iso.date().optional(),
  ...provenance,
});

/** One schema for each file of the pack, by its path under seeds/content. */
export const files = {
  'pack.yaml': z.strictObject({ version: z.string(), effective: z.string(), title: text }),
  'clauses.yaml': z.strictObject({ clauses: z.array(clause) }),
  'documents.yaml': z.strictObject({ documents: z.array(documentKind) }),
  'checks.yaml': z.strictObject({ checks: z.array(check) }),
  'decoys.yaml': z.strictObject({ decoys: z.array(decoy) }),
  'facts.yaml': z.strictObject({ facts: z.array(fact) }),
  'conditions.yaml': z.strictObject({ conditions: z.array(conditionWords) }),
  'registries.yaml': z.strictObject({ registries: z.array(registry) }),
  'levies.yaml': z.strictObject({ levies: z.array(levyFormula) }),
  'stages.yaml': z.strictObject({ stages: z.array(stage).length(stageIds.length) }),
  'chains.yaml': z.strictObject({ chains: z.array(chain) }),
  'levels.yaml': z.strictObject({ levels: z.array(level).length(5) }),
  'rubric.yaml': z.strictObject({
    dimensions: z.array(dimension),
    passMean: z.number(),
    integrity: z.string(),
    integrityMin: z.number(),
    /** Who is marked twice: every test from this level on, totals within so many standard errors of the cut, and a share drawn by chance. */
    doubleMarking: z.strictObject({ fromLevel: z.number().int(), withinSem: z.number(), randomRate: z.number().min(0).max(1) }),
    /** A third marker is called when a dimension differs by at least, or the mean by more than this. */
    adjudication: z.strictObject({ dimension: z.number(), mean: z.number() }),
    queue: z.strictObject({ claimMinutes: z.number().int().positive(), reservedHours: z.number().int(), recentDays: z.number().int().positive() }),
    agreement: z.strictObject({ leastFiles: z.number().int(), kappa: z.number(), icc: z.number(), severity: z.number() }),
  }),
  'rules.yaml': z.strictObject({
    retake: z.strictObject({ coolingOffDays: z.array(days).min(1), criticalDays: days, knowledgeKeptDays: days }),
    recertification: z.strictObject({ openDays: days, suspendedDays: days, cases: days, items: days, minutes: days, delta: z.strictObject({ cases: days, items: days, minutes: days, days }) }),
    appeal: z.strictObject({ days, workingDays: days, panel: days }),
    /** How long an extension waits to be begun: anywhere, and in a test session, whose invigilator waits for it. */
    extension: z.strictObject({ hours: days, sessionMinutes: days }),
  }),
  'holidays.yaml': z.strictObject({
    holidays: z.array(z.strictObject({ date: z.string(), name: text, kind: z.enum(['national', 'collective']), ...provenance })),
  }),
  'shifts.yaml': shiftsFile,
  'kbli.yaml': z.strictObject({ kbli: z.array(z.strictObject({ code: z.string(), title: z.string(), trade: z.boolean(), /** False for an activity that only chains of permits bring. */ drawn: z.boolean().default(true) })), ...provenance }),
  'places.yaml': z.strictObject({
    districts: z.array(district).min(30),
    streets: z.array(z.strictObject({ name: z.string(), ward: z.string(), roadClass: z.string() })),
    ...provenance,
  }),
  'names.yaml': z.strictObject({
    men: z.array(z.string()),
    women: z.array(z.string()),
    traders: z.array(z.string()),
    companyWords: z.array(z.string()),
    notaries: z.array(z.string()),
    routes: z.array(z.tuple([z.string(), z.string()])),
    vehicles: z.array(z.string()),
    adTitles: z.array(z.string()),
    adTexts: z.array(z.string()),
  }),
  'conversations.yaml': z.strictObject({ guide: z.array(guideScript), messages: z.array(messageScript) }),
  'events.yaml': z.strictObject({ events: z.array(eventSchema) }),
  'guide-words.yaml': bankSchema,
  'situations.yaml': z.strictObject({ situations: z.array(situationSchema) }),
  'letters.yaml': z.strictObject({
    slots: z.array(z.strictObject({ id: z.string(), name: text, options: z.array(letterOption).min(3) })),
    phrases: z.strictObject({
      maxWordsPerSentence: z.number().int(),
      groups: z.array(
        z.strictObject({
          id: z.string(),
          name: text,
          breaks: z.array(letterItem),
          critical: z.enum(criticals).optional(),
          words: z.strictObject({ id: z.array(z.string()), en: z.array(z.string()) }),
        }),
      ),
    }),
    parts: z.strictObject({
      organisation: text,
      salutation: text,
      number: text,
      decisions: z.strictObject({ proceed: text, return: text, reject: text, refer: text }),
      findingsIntro: text,
      legalBasis: text,
      regards: text,
    }),
  }),
  'questions.yaml': z.strictObject({ questions: z.array(question) }),
} as const;
export const serviceFile = service;

export type Clause = z.infer<typeof clause>;
export type DocumentKind = z.infer<typeof documentKind>;
export type FactDefinition = z.infer<typeof fact>;
export type ConditionWords = z.infer<typeof conditionWords>;
export type RegistryDefinition = z.infer<typeof registry>;
export type FieldDefinition = DocumentKind['fields'][number];
export type CheckDefinition = z.infer<typeof check>;
export type DecoyDefinition = z.infer<typeof decoy>;
export type Params = CheckDefinition['params'];
export type GuideScript = z.infer<typeof guideScript>;
export type MessageScript = z.infer<typeof messageScript>;
export type Reply = z.infer<typeof reply>;
export type Letters = z.infer<(typeof files)['letters.yaml']>;
export type AfterTest = z.infer<(typeof files)['rules.yaml']>;
export type Rubric = z.infer<(typeof files)['rubric.yaml']>;
export type Names = z.infer<(typeof files)['names.yaml']>;
export type Places = z.infer<(typeof files)['places.yaml']>;
export type Kbli = z.infer<(typeof files)['kbli.yaml']>['kbli'][number];
export type LetterItem = z.infer<typeof letterItem>;
