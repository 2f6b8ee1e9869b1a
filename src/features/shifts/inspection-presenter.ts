import { type Catalogue, isTrainingRule, serviceOf } from '../../core/catalogue/catalogue.ts';
import { problems } from '../../core/catalogue/content.ts';
import { reader } from '../../core/checks/kind.ts';
import { type Desk, type LookupEntry } from '../../core/desk/desk.ts';
import { keyPathOf, lookUp } from '../../core/desk/lookups.ts';
import { registriesAt } from '../../core/desk/way.ts';
import { placesIn } from '../../core/shift/inspection-acts.ts';
import { type DecidedFile, deskOf, type Inspected, type Note, noteKey, type Whole, wholes } from '../../core/shift/inspection.ts';
import type { Problems } from '../../platform/errors.ts';
import type { Speech } from '../../platform/i18n.ts';
import { findingName, placeOf } from '../desk/desk-frame.ts';
import { presentReadOnlyDesk } from '../desk/desk-read-only.ts';
import type { OpenInspection } from './inspection-service.ts';
import { sayShare } from './list-presenter.ts';

/** What was typed into the forms that came back. */
export interface EnteredInspection {
  place: string;
  problem: string;
  stands: string;
}

interface Seen {
  document: string | null;
  entered: EnteredInspection;
  problems: Problems;
}

/** Whether the decision stands, in a word. */
const sayStands = (stands: boolean, { t }: Pick<Speech, 't'>): string => t(stands ? 'inspections.stands' : 'inspections.falls');

/** One line for the debrief: what was said, what is so, and how much of it was named; empty where nothing was concluded. */
export function sayInspected(outcome: Inspected | undefined, { t }: Pick<Speech, 't'>): string {
  if (!outcome) return '';
  const { said, stands, faults, unjust } = outcome;
  const words = { said: sayStands(said, { t }), truth: sayStands(stands, { t }), found: faults.filter(({ named }) => named).length, of: faults.length, unjust: unjust.length };
  return t('inspections.summary', words);
}

/** What every register answers to the data of the file: an inspector has them laid before him, whatever the colleague asked. */
function answersOf(catalogue: Catalogue, { permitCase, actions }: DecidedFile): LookupEntry[] {
  return registriesAt(catalogue, permitCase).flatMap((registry) => {
    const path = keyPathOf(catalogue, permitCase, registry);
    const key = path === null ? undefined : reader(path)(permitCase);
    return key === undefined ? [] : [{ id: `register-${registry}`, registry, key: String(key), record: lookUp(permitCase, registry, String(key)), at: actions[0]!.at }];
  });
}

/** A decided file to be looked over: the papers, what the colleague did, what was noted so far; and, once it is concluded, what was so. Before that nothing of what is right. */
export function presentInspection(catalogue: Catalogue, { open, job, file, state, next, outcome, held }: OpenInspection, { document, entered, problems: wrong }: Seen, speech: Speech) {
  const { t, language, format } = speech;
  const { permitCase } = file;
  const desk: Desk = { ...deskOf(catalogue, file), lookups: answersOf(catalogue, file) };
  const path = `/shifts/${open.shift.id}/inspections/${job}`;
  const request = { catalogue, permitCase, desk, ...speech, position: 1, mode: 'practice' as const };
  const page = presentReadOnlyDesk(request, { path, query: [], document });
  const named = { ...request, basePath: path, newId: () => 'read-only' };
  const findings = new Map(desk.findings.map((finding) => [finding.id, finding]));
  const sayNote = (note: Note): string => {
    if (note.kind === 'missed') return t('inspections.note.missed', { place: placeOf(named, note.document, note.field), problem: t(`desk.problem.${note.problem}`).toLowerCase() });
    if (note.kind === 'unfounded') return t('inspections.note.unfounded', { finding: findings.has(note.finding) ? findingName(named, findings.get(note.finding)!) : note.finding });
    return t(`inspections.note.${note.kind}`);
  };
  const keys = new Set(state.notes.map(noteKey));
  const clauseOf = (id: string | null) => {
    const clause = id === null ? undefined : catalogue.clauses.get(id);
    return clause ? { title: clause.title[language], text: clause.text[language], training: isTrainingRule(catalogue, clause.id) } : null;
  };
  return {
    page: { ...page, speaker: t('inspections.colleague') },
    path,
    job,
    shift: `/shifts/${open.shift.id}`,
    back: t(open.board.over ? 'inspections.toDebrief' : 'inspections.toBoard'),
    service: serviceOf(catalogue, permitCase.service).name[language],
    registration: permitCase.registration,
    received: format.date(permitCase.receivedOn),
    decidedOn: format.date(permitCase.today),
    next,
    problems: wrong,
    /** Why nothing can be done now, in words; empty when it can. */
    held: held && outcome === null ? t(`shifts.refused.${held}`) : '',
    acts: held === null && outcome === null,
    notes: state.notes.map((note) => ({ key: noteKey(note), text: sayNote(note) })),
    findings: page.findings.map((finding, at) => ({ ...finding, id: desk.findings[at]!.id, noted: keys.has(noteKey({ kind: 'unfounded', finding: desk.findings[at]!.id })) })),
    wholes: (Object.keys(wholes) as Whole[]).map((id) => ({ id, name: t(`inspections.note.${id}`), noted: keys.has(id) })),
    places: placesIn(catalogue, permitCase).map((place) => ({
      name: place.document === 'form' ? t('desk.form.title') : catalogue.documents.get(place.document)!.name[language],
      options: place.fields.map((field) => ({ value: `${place.document}.${field}`, label: placeOf(named, place.document, field), chosen: entered.place === `${place.document}.${field}` })),
    })),
    kinds: problems.map((value) => ({ value, label: t(`desk.problem.${value}`) })),
    problem: entered.problem,
    stands: entered.stands,
    result: outcome && {
      right: outcome.said === outcome.stands,
      said: sayStands(outcome.said, speech),
      truth: sayStands(outcome.stands, speech),
      score: format.number(100 * outcome.score, 0),
      counts: t('inspections.counts', { precision: sayShare(outcome.precision, speech), recall: sayShare(outcome.recall, speech) }),
      faults: outcome.faults.map(({ note, check, weight, clause, named: seen }) => ({ text: sayNote(note), about: check === null ? '' : (catalogue.checks.get(check)?.name[language] ?? ''), weight, named: seen, clause: clauseOf(clause) })),
      unjust: outcome.unjust.map(sayNote),
    },
  };
}
