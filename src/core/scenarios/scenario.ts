import { z } from 'zod';
import { decisions } from '../catalogue/vocabulary.ts';
import { caseFile } from '../cases/case-file.ts';

/** The synthetic operators that try a scenario (measurement design 6), from the one who never slips to the one who guesses. */
export const robots = [
  'expert', 'solid', 'borderline', 'hasty', 'slow-careful', 'over-strict', 'over-lenient', 'law-not-letters', 'letters-not-law', 'weak-guide', 'corrupt', 'guesser',
] as const; // prettier-ignore
export type Robot = (typeof robots)[number];

const text = (most: number, what: string) => z.strictObject({ id: z.string().trim().min(1).max(most), en: z.string().trim().min(1).max(most) }).describe(what);
const id = z.string().regex(/^[a-z0-9-]{1,60}$/, 'scenarios.fault.id');
const seed = z.string().regex(/^[A-Za-z0-9._-]{1,64}$/, 'scenarios.fault.seed');
const points = z.number().min(0).max(100).describe('Points of 100.');

/** What the author says of a robot: the mean of its points, or whether it passes (at least the cut of the level and no critical error) in 19 of 20 plays. */
export const claim = z.discriminatedUnion('is', [
  z.strictObject({ robot: z.enum(robots), is: z.literal('at-least'), points }),
  z.strictObject({ robot: z.enum(robots), is: z.literal('at-most'), points }),
  z.strictObject({ robot: z.enum(robots), is: z.literal('passes') }),
  z.strictObject({ robot: z.enum(robots), is: z.literal('fails') }),
]);
export type Claim = z.infer<typeof claim>;

const defects = z
  .discriminatedUnion('how', [
    z.strictObject({ how: z.literal('choose'), checks: z.array(id).max(6).describe('Checks of the service that are broken; none makes a clean dossier.') }),
    z.strictObject({
      how: z.literal('difficulty'),
      points: z.number().int().min(20).max(95).describe('Points that an operator exactly at the cut of the level is expected to get.'),
      decision: z.enum(decisions).optional().describe('The right decision; the mix of the level where it is left out.'),
    }),
  ])
  .describe('What is wrong with the dossier: chosen checks, or whatever hits a difficulty.');

const recipe = z.strictObject({
  way: z.literal('recipe'),
  defects,
  decoys: z.array(id).max(4).optional().describe('What looks odd and is valid; as the level draws it where it is left out.'),
  message: z.enum(['offer', 'neutral', 'any']).describe('Whether the message of the applicant holds an offer.'),
  event: id.optional().describe('What comes in beside the file: the id of an event of the level, or `level` for what the level draws; nothing where it is left out.'),
  decision: z.enum(decisions).optional().describe('The decision that the author expects; the scenario is refused when the rules come to another.'),
  seeds: z.array(seed).max(500).describe('Frozen variants: when there are any, cases come from these alone, in this order.'),
  dropped: z.array(seed).max(500).describe('Variants that are not used.'),
});
export type RecipeWay = z.infer<typeof recipe>;

/** Where an expert overrules what the rules come to: whether the check holds, and why. */
export const ruling = z.strictObject({ check: id, holds: z.boolean(), reason: z.string().trim().min(10).max(1_000) });
export type Ruling = z.infer<typeof ruling>;

const { receivedOn, registration, dossier, registries, conversations } = caseFile.shape;
const fixed = z.strictObject({
  way: z.literal('fixed'),
  receivedOn: receivedOn.describe('The day on which the file arrived and on which it is worked on.'),
  registration,
  dossier: dossier.describe('The form and the uploads, as the operator sees them.'),
  registries: registries.describe('What the simulated registries know, by key.'),
  conversations,
  event: id.optional().describe('What comes in beside the file: the id of an event of the level that comes with the verification; nothing where it is left out.'),
  rulings: z.array(ruling).max(40).describe('Where an expert overrules what the rules come to.'),
  decision: z.enum(decisions).optional().describe('The decision that the author expects; the scenario is refused when the rules come to another.'),
});
export type FixedWay = z.infer<typeof fixed>;

/** A scenario as it stands in a file and in the bank: what is to be learned, how the case is made, and what its author claims of it. */
export const scenario = z.strictObject({
  format: z.literal(1),
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{1,38}[a-z0-9]$/, 'scenarios.fault.code').describe('The name of the scenario in the bank.'),
  title: text(120, 'Its name in lists.'),
  goal: text(600, 'What the trainee learns by it.'),
  service: z.string().regex(/^[A-Z]{2,8}$/, 'scenarios.fault.service').describe('Code of the service, such as SIUP.'),
  level: z.number().int().min(1).max(5),
  minutes: z.number().int().min(2).max(180).describe('Minutes in which the verification is to be done.'),
  content: z.discriminatedUnion('way', [recipe, fixed]).describe('A recipe, from which endless equivalent cases are made, or one fixed case.'),
  claims: z.array(claim).min(1).max(24).describe('What the robots must show before the scenario can be published.'),
});
export type Scenario = z.infer<typeof scenario>;

