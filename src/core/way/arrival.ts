import { type Catalogue, known } from '../catalogue/catalogue.ts';
import { draftOf } from '../catalogue/drafts.ts';
import type { Stage, StageId } from '../catalogue/content.ts';
import { type PermitCase, type Recipe, uploadOf } from '../cases/dossier.ts';
import { permitNumber } from '../cases/chain.ts';
import { cleanFacts, type Making, makingOf, registrationOf } from '../cases/generate.ts';
import { drawUpload, registriesOf } from '../cases/papers.ts';
import { type Check, checksOf, collide } from '../checks/check.ts';
import { decoysOf } from '../checks/decoy.ts';
import { copyOf, type Facts, type Upload, type World } from '../checks/kind.ts';
import { levyOf, truthOf } from '../checks/truth.ts';
import type { Action, Arrival } from '../desk/action.ts';
import { desk } from '../desk/desk.ts';
import { caseNow, documentsOf, nextStage } from '../desk/way.ts';
import { matchFindings } from '../grading/match-findings.ts';
import { addDays } from '../shared/dates.ts';
import { s10CheckDigit } from '../shared/ids.ts';
import type { Random } from '../shared/random.ts';
import { dueDate, isWorkingDay } from '../shared/working-days.ts';
import { brokenIn } from './faults.ts';

/** How likely the applicant cures what the letter named, and how likely the new upload has a new fault. */
const cures = 0.8;
const newFault = 0.25;

/**
 * What reaches the desk when a stage is sent, or null when the work on the case ends. In: the recipe of the case, which alone knows the facts behind
 * it, the case, and what was done. Out: the event for the log; the same arguments give the same one, and it depends on what the operator decided and
 * wrote, never on whether that was right. `id` is the id of the command that sent the stage.
 */
export function arrivalAfter(catalogue: Catalogue, recipe: Recipe, permitCase: PermitCase, actions: readonly Action[], id: string): Arrival | null {
  const stage = nextStage(catalogue, permitCase, actions);
  if (!stage) return null;
  const now = caseNow(permitCase, actions);
  const named = stage === 'resubmission' ? namedFaults(catalogue, permitCase, actions) : [];
  return { id: `${id}-in`.slice(0, 80), type: 'arrive', ...delivery(catalogue, recipe, now, stage, named) };
}

/** What arrives, without the moment and the command: it follows from the case as it was and from what the letter named. */
type Delivery = Omit<Arrival, 'id' | 'type' | 'at'>;

// Robots send one case on in the same way again and again; of a frozen case it is sure that the same arrives.
const deliveries = new WeakMap<PermitCase, { catalogue: Catalogue; recipe: Recipe; made: Map<string, Delivery> }>();

function delivery(catalogue: Catalogue, recipe: Recipe, now: PermitCase, stage: Arrival['stage'], named: readonly Check[]): Delivery {
  if (!Object.isFrozen(now)) return deliver(catalogue, recipe, now, stage, named);
  let known = deliveries.get(now);
  if (known?.catalogue !== catalogue || known.recipe !== recipe) deliveries.set(now, (known = { catalogue, recipe, made: new Map() }));
  const key = [stage, ...named.map((check) => check.id)].join(' ');
  const made = known.made.get(key) ?? deliver(catalogue, recipe, now, stage, named);
  known.made.set(key, made);
  return made;
}

function deliver(catalogue: Catalogue, recipe: Recipe, now: PermitCase, stage: Arrival['stage'], named: readonly Check[]): Delivery {
  const { making, clean } = madeFrom(catalogue, recipe);
  const random = making.stream(`arrival:${stage}`);
  const definition = known(catalogue.stages, stage, 'stage');
  const days = random.int(...definition.days);
  const again = stage === 'resubmission' ? secondUpload(catalogue, making, clean, now, named, random) : null;
  const today = again ? beforeLapse(catalogue, now, again, days) : laterBy(catalogue, now.today, days);
  const facts = again ?? papers(catalogue, recipe, making, clean, definition, now, today, random);
  return { stage, today, dueOn: dueDate(today, Math.max(1, making.service.sla.days), catalogue.holidays), ...facts };
}

// Every arrival of a case asks for what it was made from, and for its clean facts; both follow from the recipe alone, and nobody changes them.
const makings = new WeakMap<Recipe, { catalogue: Catalogue; making: Making; clean: Facts }>();

function madeFrom(catalogue: Catalogue, recipe: Recipe): { making: Making; clean: Facts } {
  let known = makings.get(recipe);
  if (known?.catalogue !== catalogue) {
    const making = makingOf(catalogue, recipe);
    makings.set(recipe, (known = { catalogue, making, clean: cleanFacts(catalogue, making) }));
  }
  return { making: { ...known.making, world: known.making.world.fork() }, clean: known.clean };
}

type Delivered = Pick<Arrival, 'form' | 'documents' | 'registries'>;

/** So many working days later, or fewer: an applicant answers before a paper lapses, so that waiting makes no new fault. */
function beforeLapse(catalogue: Catalogue, { service, today, dossier }: PermitCase, { form, documents, registries }: Delivered, days: number): string {
  const uploads = dossier.documents.map((upload) => documents.find(({ kind }) => kind === upload.kind) ?? upload);
  const on = (day: string): Facts => ({ today: day, dossier: { form, documents: uploads }, registries });
  const kept = checksOf(catalogue, service).filter((check) => check.holds(on(today)));
  for (let left = days; left > 0; left--) {
    const day = laterBy(catalogue, today, left);
    if (kept.every((check) => check.holds(on(day)))) return day;
  }
  return today;
}

/** So many working days later. */
function laterBy(catalogue: Catalogue, date: string, days: number): string {
  let day = date;
  for (let left = days; left > 0; ) {
    day = addDays(day, 1);
    if (isWorkingDay(day, catalogue.holidays)) left -= 1;
  }
  return day;
}

/** The faults that the letter names and that an applicant can cure. */
function namedFaults(catalogue: Catalogue, permitCase: PermitCase, actions: readonly Action[]): Check[] {
  const { letter, findings } = desk(catalogue, permitCase, actions);
  const { failing, decoys } = truthOf(catalogue, permitCase);
  const listed = findings.filter((finding) => letter?.findings.includes(finding.id));
  return matchFindings(failing, decoys, listed).found.flatMap(({ check, finding }) => (finding && check.consequence === 'return' ? [check] : []));
}

/**
 * The applicant's answer to a return: what the letter named is cured, mostly; what it did not name is as it was; now and then something else is
 * broken on the way. What a letter cannot cure (a ground for refusal) stays.
 */
function secondUpload(catalogue: Catalogue, making: Making, clean: Facts, permitCase: PermitCase, named: readonly Check[], random: Random): Delivered {
  const { failing } = truthOf(catalogue, permitCase);
  // The first named fault is always cured, so that an answer is an answer.
  const cured = random.shuffle(named).filter((_, at) => at === 0 || random.chance(cures));
  const draft: Facts = copyOf(permitCase);
  for (const check of cured) for (const path of check.writes) restore(draft, clean, path);
  const left = failing.filter((check) => !cured.includes(check));
  const fresh = checksOf(catalogue, permitCase.service).filter(
    (check) => check.consequence === 'return' && !failing.includes(check) && ![...left, ...cured].some((other) => collide(other, check)) && applies(check, draft),
  );
  if (cured.length > 0 && fresh.length > 0 && random.chance(newFault)) random.pick(fresh).breakIn(draft, making.stream('break again'));
  return {
    form: draft.dossier.form,
    documents: draft.dossier.documents.filter((upload, at) => JSON.stringify(upload) !== JSON.stringify(permitCase.dossier.documents[at])),
    registries: draft.registries,
  };
}

/** Only a rule on papers that this file has can be broken in it. */
const applies = (check: Check, { dossier }: Facts): boolean =>
  check.writes.every((path) => path.startsWith('form.') || dossier.documents.some(({ kind }) => kind === path.split('.')[0]));

/** Puts one path of the draft back to what it is when nothing is wrong: a datum, a whole upload, a registry, or one field of its records. */
function restore(draft: Facts, clean: Facts, path: string): void {
  const [document, field] = path.split('.') as [string, string | undefined];
  if (document.startsWith('@')) return restoreRegistry(draft, clean, document.slice(1), field);
  const uploadIn = (facts: Facts): Upload | undefined => facts.dossier.documents.find(({ kind }) => kind === document);
  if (document === 'form' && field !== undefined) draft.dossier.form[field] = clean.dossier.form[field]!;
  else if (field !== undefined) {
    const fields = uploadIn(draft)?.fields;
    const value = uploadIn(clean)?.fields[field];
    if (fields && value !== undefined) fields[field] = value;
  } else {
    // Another scan of the same paper: what was written on it is as it was.
    const [old, right] = [uploadIn(draft), uploadIn(clean)];
    if (old && right) Object.assign(old, { file: right.file, scan: right.scan });
  }
}

function restoreRegistry(draft: Facts, clean: Facts, registry: string, field: string | undefined): void {
  const records = clean.registries[registry] ?? {};
  if (field === undefined) draft.registries[registry] = structuredClone(records);
  else for (const [key, record] of Object.entries(draft.registries[registry] ?? {})) if (records[key]?.[field] !== undefined) record[field] = records[key][field];
}

/**
 * The papers of a stage, drawn from the facts behind the case; a draft permit copies the form as it is. What is wrong with them is drawn by the seed, or
 * asked for by the recipe.
 */
function papers(catalogue: Catalogue, recipe: Recipe, making: Making, clean: Facts, stage: Stage, now: PermitCase, today: string, random: Random): Delivered {
  const { service, world } = making;
  setStageFacts(catalogue, making, clean, now, today, world);
  const draft: Facts = {
    today,
    dossier: { form: now.dossier.form, documents: documentsOf(catalogue, service, stage.id).map((kind) => drawUpload(catalogue, kind, world)) },
    registries: registriesOf(catalogue, stage.registries, world),
  };
  const permit = uploadOf(draft.dossier, draftOf(service));
  if (permit) for (const field of service.output.fields) permit.fields[field] = now.dossier.form[field]!;
  const decoys = decoysOf(catalogue, service.code, stage.id);
  if (decoys.length > 0 && random.chance(0.5)) random.pick(decoys).plantInDossier?.(draft, random);
  for (const check of brokenIn(catalogue, recipe, stage.id)) check.breakIn(draft, making.stream(`break:${check.id}`));
  return { form: draft.dossier.form, documents: draft.dossier.documents, registries: draft.registries };
}

/** Facts that a stage's papers take from the work on the file: its number, its levy, the day and that of the stage before, the parcel. */
function setStageFacts(catalogue: Catalogue, making: Making, clean: Facts, now: PermitCase, today: string, world: World): void {
  const { service, serial, stream } = making;
  const verified = { ...now, stage: 'verification' as StageId };
  const right = truthOf(catalogue, verified);
  const levy = right.levy ?? levyOf(catalogue, service, { ...clean, receivedOn: now.receivedOn }, truthOf(catalogue, { ...verified, ...clean }).class);
  const random = stream('stage facts');
  world.set('case.registration', registrationOf(making));
  world.set('case.service', service.name.id);
  world.set('case.applicant', String(now.dossier.form[service.applicant.split('.')[1]!] ?? world.get('person.name')));
  world.set('case.address', String(now.dossier.form['address'] ?? world.get('person.address')));
  world.set('case.amount', levy?.amount ?? 0);
  world.set('case.today', today);
  world.set('case.before', now.today);
  // A permit keeps its number when it is sent.
  const drawn = random.int(100, 9899);
  world.set('permit.number', uploadOf(now.dossier, draftOf(service))?.fields['number'] ?? permitNumber(serial ?? drawn, service.code, today));
  world.set('permit.date', today);
  world.set('parcel.tracking', s10Of(String(random.int(10_000_000, 99_999_999))));
}

/** The number of an express parcel within the country. */
const s10Of = (serial: string): string => `EE${serial}${s10CheckDigit(serial)}ID`;
