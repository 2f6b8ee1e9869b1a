import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import { truthOf } from '../../core/checks/truth.ts';
import { caseOf, seedsOf } from '../../core/scenarios/cases.ts';
import { pointsAtCut } from '../../core/scenarios/difficulty.ts';
import type { Scenario } from '../../core/scenarios/scenario.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../authoring/work-kind.ts';

/** Variants that are shown at a time. */
const perPage = 20;

/** The variants of a recipe with the facts of each: frozen ones, free ones that could be frozen, and dropped ones. A fixed case has one variant, itself. */
export function presentPool(catalogue: Catalogue, document: Scenario, more: number, speech: Speech) {
  const { content } = document;
  const fixed = content.way === 'fixed';
  const frozen = fixed ? [] : content.seeds;
  const dropped = fixed ? [] : content.dropped;
  const free = seedsOf(fixed ? document : { ...document, content: { ...content, seeds: [], dropped: [...dropped, ...frozen] } }, perPage + more);
  const rows = (seeds: readonly string[]) => seeds.map((seed) => presentVariant(catalogue, document, seed, speech));
  return { fixed, frozen: rows(frozen), free: rows(free), dropped: rows(dropped), more: more + perPage };
}

function presentVariant(catalogue: Catalogue, document: Scenario, seed: string, { t, format, language }: Speech) {
  const { permitCase } = caseOf(catalogue, document, seed);
  const truth = truthOf(catalogue, permitCase);
  return {
    seed,
    applicant: applicantOf(catalogue, permitCase),
    received: format.date(permitCase.receivedOn),
    papers: permitCase.dossier.documents.length,
    decision: t(`desk.decision.${truth.decision}`),
    defects: truth.failing.map((check) => check.name[language]),
    decoys: truth.decoys.map((decoy) => decoy.name[language]),
    levy: truth.levy ? format.money(truth.levy.amount) : '–',
    points: format.number(pointsAtCut(catalogue, permitCase), 0),
  };
}

const applicantOf = (catalogue: Catalogue, { service, dossier }: PermitCase): string => String(dossier.form[serviceOf(catalogue, service).applicant.split('.')[1]!] ?? '–');

/** The draft after some of its variants were frozen, dropped, or let go again. */
export function pooled(draft: Draft, act: 'freeze' | 'drop' | 'free', seeds: readonly string[]): Draft {
  const content = (draft.content ?? {}) as Draft;
  if (content.way !== 'recipe') return draft;
  const list = (name: 'seeds' | 'dropped') => (Array.isArray(content[name]) ? (content[name] as string[]) : []).filter((seed) => !seeds.includes(seed));
  const with_ = (name: 'seeds' | 'dropped', wanted: boolean) => [...list(name), ...(wanted ? seeds : [])];
  return { ...draft, content: { ...content, seeds: with_('seeds', act === 'freeze'), dropped: with_('dropped', act === 'drop') } };
}
