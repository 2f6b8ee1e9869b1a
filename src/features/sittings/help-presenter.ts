import { type Catalogue, isTrainingRule, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { Recipe } from '../../core/cases/dossier.ts';
import { drawBreaks, generateCase } from '../../core/cases/generate.ts';
import { checksOf } from '../../core/checks/check.ts';
import { letterItems } from '../../core/grading/scores.ts';
import { randomFrom } from '../../core/shared/random.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentTruth } from '../grading/truth-presenter.ts';
import type { PracticeHelp } from './help-store.ts';

/** A paper of the service, and the papers and registries that it is compared with. */
interface Comparison {
  paper: string;
  others: string;
}

/** The checks of the service that begin at one paper. */
interface PaperChecks {
  paper: string;
  checks: { name: string; clause: { title: string; training: boolean }; consequence: string }[];
}

/** Help as the desk names it: what it is, and whether it waits, is there or was declined. */
export interface HelpNote {
  /** The page of the help, where the choice is sent to as well. */
  path: string;
  state: PracticeHelp['state'];
  title: string;
  lead: string;
}

/** Help as its page shows it. What it says follows from the service alone, and the worked file is of another applicant: nothing of it tells what is in this file. */
export interface HelpView extends HelpNote {
  order: string[];
  comparisons: Comparison[];
  /** Null below the second degree. */
  checks: PaperChecks[] | null;
  letter: string[];
  /** Null below the third degree. */
  worked: ReturnType<typeof presentTruth> | null;
}

const steps = ['open', 'compare', 'registries', 'levy', 'decide', 'letter', 'citizen', 'offer'] as const;

/** The help of a practice for its desk. */
export const presentHelpNote = ({ degree, state }: PracticeHelp, sittingId: number, { t }: Pick<Speech, 't'>): HelpNote => ({
  path: `/sittings/${sittingId}/help`,
  state,
  title: t(`help.degree.${degree}`),
  lead: t(`help.${state}`, { what: t(`help.what.${degree}`) }),
});

/** The help of a practice of this service and level for its page. */
export function presentHelp(catalogue: Catalogue, { service, level }: { service: string; level: number }, help: PracticeHelp, sittingId: number, speech: Speech): HelpView {
  const { t } = speech;
  const { degree } = help;
  return {
    ...presentHelpNote(help, sittingId, speech),
    order: steps.map((step) => t(`help.step.${step}`)),
    comparisons: comparisonsOf(catalogue, service, speech),
    checks: degree >= 2 ? checksByPaper(catalogue, service, speech) : null,
    letter: degree >= 2 ? letterItems.map((item) => t(`grading.letter.${item}`)) : [],
    worked: degree >= 3 ? workedFile(catalogue, service, level, sittingId, speech) : null,
  };
}

const placeOf = (path: string): string => path.split('.')[0]!;

/** Papers in the order of the requirements, the form first and registries last. */
function orderOf(catalogue: Catalogue, service: string): (place: string) => number {
  const papers = ['form', ...serviceOf(catalogue, service).requirements.map(({ document }) => document)];
  return (place) => (papers.includes(place) ? papers.indexOf(place) : papers.length);
}

function nameOf(catalogue: Catalogue, place: string, { t, language }: Speech): string {
  if (place === 'form') return t('desk.form.title');
  return place.startsWith('@') ? (catalogue.registries.get(place.slice(1))?.name[language] ?? '') : (catalogue.documents.get(place)?.name[language] ?? '');
}

function comparisonsOf(catalogue: Catalogue, service: string, speech: Speech): Comparison[] {
  const order = orderOf(catalogue, service);
  const pairs = new Map<string, Set<string>>();
  for (const { reads } of checksOf(catalogue, service)) {
    const [first, ...others] = [...new Set(reads.map(placeOf))].sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
    if (first === undefined || others.length === 0) continue;
    const known = pairs.get(first) ?? new Set<string>();
    others.forEach((other) => known.add(other));
    pairs.set(first, known);
  }
  const named = (places: Iterable<string>) => [...places].sort((a, b) => order(a) - order(b)).map((place) => nameOf(catalogue, place, speech)).filter(Boolean);
  return [...pairs]
    .sort(([a], [b]) => order(a) - order(b))
    .map(([paper, others]) => ({ paper: nameOf(catalogue, paper, speech), others: [...new Set(named(others))].join(', ') }))
    .filter(({ paper, others }) => paper !== '' && others !== '');
}

function checksByPaper(catalogue: Catalogue, service: string, speech: Speech): PaperChecks[] {
  const { t, language } = speech;
  const order = orderOf(catalogue, service);
  const byPaper = new Map<string, PaperChecks['checks']>();
  for (const { where, reads, name, clause, consequence } of checksOf(catalogue, service)) {
    const paper = where[0]?.document ?? placeOf(reads[0] ?? 'form');
    byPaper.set(paper, [
      ...(byPaper.get(paper) ?? []),
      { name: name[language], clause: { title: catalogue.clauses.get(clause)?.title[language] ?? clause, training: isTrainingRule(catalogue, clause) }, consequence: t(`desk.decision.${consequence}`) },
    ]);
  }
  return [...byPaper].sort(([a], [b]) => order(a) - order(b)).map(([paper, checks]) => ({ paper: nameOf(catalogue, paper, speech), checks }));
}

/** A file of another applicant with its truth: its seed has nothing to do with that of the file on the desk, and it always has something to find. */
function workedFile(catalogue: Catalogue, service: string, level: number, sittingId: number, speech: Speech): HelpView['worked'] {
  const seed = `worked/${sittingId}`;
  const recipe: Recipe = { service, level, seed, breaks: drawBreaks(catalogue, service, level, randomFrom(seed, 'breaks'), 'return') };
  return presentTruth(catalogue, generateCase(catalogue, recipe), recipe, speech);
}
