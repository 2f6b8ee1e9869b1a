import { z } from 'zod';
import { competencies } from '../shared/competency.ts';

/**
 * The shape of the content pack (YAML under seeds/content). A pack that does not fit stops the start with file, line and reason.
 * Code knows kinds of check, of levy and of document; the pack says which service uses which.
 */
export const text = z.strictObject({ id: z.string().min(1), en: z.string().min(1) });

export const confidence = z.enum(['seen', 'high', 'middle', 'low', 'training']);
const provenance = { source: z.string().min(1), confidence };

/** A datum of a dossier: `form.name` or `KTP.nik`. */
export const path = z.string().regex(/^(form|[A-Z]+)\.[a-zA-Z]+$/, 'expected document.field');
const documentId = z.string().regex(/^[A-Z]+$/);

export const problems = [
  'missing-document',
  'missing-signature',
  'expired',
  'mismatch',
  'invalid-number',
  'unreadable',
  'wrong-document',
  'outside-authority',
  'breaks-rule',
] as const;
export type Problem = (typeof problems)[number];

export const decisions = ['proceed', 'return', 'reject', 'refer'] as const;
export type Decision = (typeof decisions)[number];

export const targets = ['technical-team', 'other-service', 'other-authority', 'supervisor', 'gratification-unit'] as const;
export type Target = (typeof targets)[number];

export const registries = ['population', 'tax', 'permits', 'vehicles', 'roads'] as const;
export type RegistryId = (typeof registries)[number];

const fieldType = z.enum(['text', 'date', 'money', 'number', 'mark', 'code']);
export type FieldType = z.infer<typeof fieldType>;

/** A field takes its clean value from one fact of the case's world. */
const field = z.strictObject({ id: z.string().regex(/^[a-zA-Z]+$/), name: text, type: fieldType.default('text'), from: z.string() });

const documentKind = z.strictObject({
  id: documentId,
  name: text,
  purpose: text,
  fields: z.array(field).min(1),
});

const condition = z.record(z.string(), z.array(z.string()).min(1));

const when = z.union([z.string(), z.number(), z.boolean()]);

/** One rule as data: `kind` names the evaluator in core/checks/kinds, `params` are its arguments. */
const check = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  defect: z.string().regex(/^D\d\d$/),
  kind: z.string(),
  params: z.record(z.string(), z.union([when, z.array(z.string())])).default({}),
  consequence: z.enum(['return', 'reject', 'refer']),
  target: z.enum(targets).optional(),
  competency: z.enum(competencies),
  clause: z.string(),
  difficulty: z.number(),
  weight: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  also: z.array(z.enum(problems)).default([]),
  name: text,
});

/** Something that looks odd and is valid; flagging it is an unfounded objection. */
const decoy = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  defect: z.string(),
  kind: z.string(),
  params: z.record(z.string(), z.union([when, z.array(z.string())])).default({}),
  clause: z.string(),
  difficulty: z.number(),
  name: text,
});

const classification = z.strictObject({
  name: text,
  options: z.array(z.strictObject({ id: z.string(), name: text })).min(2),
  rule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bracket'), field: path, upTo: z.array(z.strictObject({ id: z.string(), max: z.number().int() })) }),
    z.strictObject({ kind: z.literal('lookup'), field: path, map: z.record(z.string(), z.string()) }),
    z.strictObject({ kind: z.literal('registry'), registry: z.enum(registries), key: path, field: z.string() }),
  ]),
  clause: z.string(),
  difficulty: z.number(),
});

const levy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free'), clause: z.string() }),
  z.strictObject({ kind: z.literal('flat'), amount: z.number().int(), clause: z.string(), ...provenance }),
  z.strictObject({
    kind: z.literal('advertising-tax'),
    area: z.tuple([path, path]),
    sides: path,
    count: path,
    start: path,
    end: path,
    rates: z.record(z.string(), z.number().int()),
    percent: z.number().int(),
    clause: z.string(),
    ...provenance,
  }),
]);
export type Levy = z.infer<typeof levy>;

const service = z.strictObject({
  code: z.string().regex(/^[A-Z]+$/),
  number: z.number().int(),
  field: z.enum(['trade', 'building', 'roads', 'routes']),
  level: z.number().int().min(1).max(5),
  name: text,
  about: text,
  sla: z.strictObject({ days: z.number().int(), ...provenance }),
  expertMinutes: z.number(),
  form: z.array(field).min(3),
  applicant: path,
  requirements: z.array(z.strictObject({ document: documentId, when: condition.optional() })).min(1),
  registries: z.array(z.enum(registries)).min(1),
  classification: classification.optional(),
  levy,
  checks: z.array(z.string()).min(1),
  decoys: z.array(z.string()),
  ...provenance,
});
export type Service = z.infer<typeof service>;

/** Critical errors that a reply or a letter can be: taking an offer, settling outside the channel, disclosing data. */
const criticals = ['CE1', 'CE4', 'CE5'] as const;

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
  text: z.array(text).min(1),
  replies: z.array(reply).min(3),
  clause: z.string(),
  difficulty: z.number(),
  ...provenance,
});
const messageScript = z.strictObject({
  id: z.string(),
  kind: z.enum(['offer', 'neutral']),
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
      items: z.number().int(),
      anchors: z.number().int(),
      minutes: z.number().int(),
      caseWeight: z.number(),
      perCompetency: z.record(z.string(), z.number().int()),
    })
    .optional(),
  validMonths: z.number().int(),
});
export type Level = z.infer<typeof level>;

const dimension = z.strictObject({ id: z.string(), name: text, anchors: z.tuple([text, text, text, text]) });
const district = z.strictObject({ code: z.string(), name: z.string(), wards: z.array(z.tuple([z.string(), z.string()])).min(1) });

/** One schema for each file of the pack, by its path under seeds/content. */
export const files = {
  'pack.yaml': z.strictObject({ version: z.string(), effective: z.string(), title: text }),
  'clauses.yaml': z.strictObject({ clauses: z.array(z.strictObject({ id: z.string(), title: text, text, ...provenance })) }),
  'documents.yaml': z.strictObject({ documents: z.array(documentKind) }),
  'checks.yaml': z.strictObject({ checks: z.array(check) }),
  'decoys.yaml': z.strictObject({ decoys: z.array(decoy) }),
  'levels.yaml': z.strictObject({ levels: z.array(level).length(5) }),
  'rubric.yaml': z.strictObject({ dimensions: z.array(dimension), passMean: z.number(), integrity: z.string(), integrityMin: z.number() }),
  'holidays.yaml': z.strictObject({
    holidays: z.array(z.strictObject({ date: z.string(), name: text, kind: z.enum(['national', 'collective']), ...provenance })),
  }),
  'kbli.yaml': z.strictObject({ kbli: z.array(z.strictObject({ code: z.string(), title: z.string(), trade: z.boolean() })), ...provenance }),
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

export type Clause = z.infer<(typeof files)['clauses.yaml']>['clauses'][number];
export type DocumentKind = z.infer<typeof documentKind>;
export type FieldDefinition = z.infer<typeof field>;
export type CheckDefinition = z.infer<typeof check>;
export type DecoyDefinition = z.infer<typeof decoy>;
export type Params = CheckDefinition['params'];
export type GuideScript = z.infer<typeof guideScript>;
export type MessageScript = z.infer<typeof messageScript>;
export type Reply = z.infer<typeof reply>;
export type Letters = z.infer<(typeof files)['letters.yaml']>;
export type Rubric = z.infer<(typeof files)['rubric.yaml']>;
export type Names = z.infer<(typeof files)['names.yaml']>;
export type Places = z.infer<(typeof files)['places.yaml']>;
export type Kbli = z.infer<(typeof files)['kbli.yaml']>['kbli'][number];
export type LetterItem = z.infer<typeof letterItem>;
