import { z } from 'zod';
import { competencies } from '../shared/competency.ts';
import { draw } from './fact-content.ts';
import { condition, confidence, decisions, documentId, factId, field, path, problems, provenance, registryId, serviceFields, stageIds, targets, text, value } from './vocabulary.ts';

/**
 * A stage of the way of a file: the papers that arrive, the checks on them and their weight in the grade. In its checks `$applicant` is the form's
 * field that names the applicant. The verification and the applicant's second upload have the papers and checks of the service.
 */
export const stage = z.strictObject({
  id: z.enum(stageIds),
  name: text,
  about: text,
  documents: z.array(documentId).default([]),
  checks: z.array(z.string()).default([]),
  decoys: z.array(z.string()).default([]),
  registries: z.array(registryId).default([]),
  /** The decisions of which the applicant is told by letter, and what a decision means here where that is not the usual. */
  letter: z.array(z.enum(decisions)).default([]),
  hints: z.partialRecord(z.enum(decisions), text).default({}),
  /** Weight in the grade, minutes of an expert, chance that something is wrong, and working days until it arrives. */
  share: z.number().positive(),
  minutes: z.number().positive(),
  faults: z.number().min(0).max(1).default(0),
  days: z.tuple([z.number().int(), z.number().int()]).default([0, 0]),
  /** The datum that is kept with the file when it goes on from here: the tracking number of the parcel. */
  keeps: path.optional(),
  /** Only for services with a technical team, or with a levy to pay. */
  only: z.enum(['team', 'charged']).optional(),
});
export type Stage = z.infer<typeof stage>;

/** One applicant with several linked applications, in the order in which their permits are needed. */
export const chain = z.strictObject({
  id: z.string().regex(/^[a-z-]+$/),
  name: text,
  about: text,
  /** The lowest level that practises it. */
  level: z.number().int().min(1).max(5),
  services: z.array(z.string()).min(2),
  /** What all of its files have in common: a value, or how it is drawn in place of the fact of the pack. */
  facts: z.record(z.string(), z.union([z.string(), draw])),
  /** Groups of facts that the applicant writes anew for each application. */
  anew: z.array(z.string()).default(['statement', 'proxy', 'site']),
});
export type Chain = z.infer<typeof chain>;

/** Drawings that go with a datum, by words of its text; the first that fits, else `other`. */
const pictures = z.strictObject({ words: z.record(z.string(), z.array(z.string()).min(1)), other: z.string() });

export const documentKind = z.strictObject({
  id: documentId,
  name: text,
  purpose: text,
  /** A card prints dates in digits, a letter in words. */
  paper: z.enum(['card', 'letter']).default('letter'),
  /** What stands over the paper, when it is not its name. */
  title: text.optional(),
  /** The drawing, when it is not that of its own id. */
  drawing: z.string().optional(),
  /** A permit that these services give: the facts that are the giving service's code, its number, its date, and the day so many days later until which it holds. */
  permit: z
    .strictObject({ of: z.array(z.string()).min(1), service: factId.optional(), number: factId, date: factId.optional(), until: z.strictObject({ fact: factId, days: z.number().int().positive() }).optional() })
    .optional(),
  fields: z.array(field.extend({ pictures: pictures.optional() })).min(1),
});

/** One rule as data: `kind` names the evaluator in core/checks/kinds, `params` are its arguments. */
export const check = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  defect: z.string().regex(/^D\d\d$/),
  kind: z.string(),
  params: z.record(z.string(), z.union([value, z.array(z.string())])).default({}),
  consequence: z.enum(['return', 'reject', 'refer']),
  target: z.enum(targets).optional(),
  competency: z.enum(competencies),
  clause: z.string(),
  difficulty: z.number(),
  weight: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  also: z.array(z.enum(problems)).default([]),
  /** Facts without which it cannot be broken: only a right that ends can have ended. */
  needs: condition.optional(),
  name: text,
});

/** Something that looks odd and is valid; flagging it is an unfounded objection. */
export const decoy = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  defect: z.string(),
  kind: z.string(),
  params: z.record(z.string(), z.union([value, z.array(z.string())])).default({}),
  clause: z.string(),
  difficulty: z.number(),
  name: text,
});

const bracket = { field: path, upTo: z.array(z.strictObject({ id: z.string(), max: z.number().int() })).min(2) };

const classification = z.strictObject({
  name: text,
  options: z.array(z.strictObject({ id: z.string(), name: text })).min(2),
  rule: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('bracket'), ...bracket, /** A second measure; the higher class of the two is right. */ and: z.strictObject(bracket).optional() }),
    z.strictObject({ kind: z.literal('lookup'), field: path, map: z.record(z.string(), z.string()) }),
    z.strictObject({ kind: z.literal('registry'), registry: registryId, key: path, field: z.string() }),
  ]),
  clause: z.string(),
  difficulty: z.number(),
});

/** Where a formula's input comes from: a datum, the days of a period (both counted), or the right class. */
const levySource = z.union([path, z.strictObject({ days: z.tuple([path, path]) }), z.strictObject({ class: z.literal(true) })]);
export type LevySource = z.infer<typeof levySource>;

const levy = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('free'), clause: z.string() }),
  z.strictObject({ kind: z.literal('formula'), formula: z.string(), inputs: z.record(z.string(), levySource).default({}), clause: z.string(), difficulty: z.number().default(0.5) }),
]);
export type Levy = z.infer<typeof levy>;

export const service = z.strictObject({
  code: z.string().regex(/^[A-Z]+$/),
  number: z.number().int(),
  field: z.enum(serviceFields),
  level: z.number().int().min(1).max(5),
  name: text,
  about: text,
  /** Who may apply, and what the applicant gets. */
  eligible: text,
  output: z.strictObject({ name: text, fields: z.array(z.string()).min(1), valid: text }),
  sanctions: text,
  /** The technical team that gives a recommendation, and whether it visits the place. */
  team: z.strictObject({ name: text, visit: z.boolean() }).optional(),
  /** Services whose permit comes before this one; of a list within the list, one does. */
  prerequisites: z.array(z.union([z.string(), z.array(z.string()).min(2)])).default([]),
  sla: z
    .strictObject({
      days: z.number().int(),
      /** A citation, the same in both languages, or a sentence in each; a rule of the training programme alone needs none. */
      source: z.union([z.string().min(1), text]).optional(),
      confidence,
    })
    .refine(({ source, confidence: certainty }) => source !== undefined || certainty === 'training', 'a source is needed'),
  expertMinutes: z.number(),
  /** Facts that every file of this service has: a route permit is only for a legal entity. */
  insist: condition.default({}),
  /** Further values of such a fact that a chain of permits may bring; a file on its own is not drawn with them. */
  admits: condition.default({}),
  form: z.array(field).min(3),
  applicant: path,
  requirements: z.array(z.strictObject({ document: documentId, when: condition.optional() })).min(1),
  registries: z.array(registryId).min(1),
  classification: classification.optional(),
  levy,
  checks: z.array(z.string()).min(1),
  decoys: z.array(z.string()),
  ...provenance,
});
export type Service = z.infer<typeof service>;

/** The prerequisites of a service, each as the services of which one permit is enough. */
export const permitsBefore = ({ prerequisites }: Pick<Service, 'prerequisites'>): string[][] => prerequisites.map((each) => (typeof each === 'string' ? [each] : each));

