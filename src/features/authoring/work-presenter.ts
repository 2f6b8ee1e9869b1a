import { differences, type Json, placesIn } from '../../core/authoring/difference.ts';
import type { Fault } from '../../core/authoring/fault.ts';
import { type WorkState, workStates } from '../../core/authoring/lifecycle.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Comment, Version } from './version-store.ts';
import type { Draft, WorkKind } from './work-kind.ts';
import type { Work } from './work-store.ts';

const marks: Record<WorkState, string> = { draft: 'state-open', 'in-review': 'state-open', published: 'state-good', retired: 'state-off' };

/** The states as choices. */
export const presentStates = ({ t }: Speech) => workStates.map((value) => ({ value, label: t(`authoring.state.${value}`) }));

/** Whether the draft holds something that no version has. */
const isOpen = (work: Work, newest: Version | undefined): boolean => newest === undefined || work.draft.revision > newest.revision;

/** What stands over every page of a work. */
export function presentHead(work: Work, kind: WorkKind, { base, texts, tabs, tab }: { base: string; texts: string; tabs: readonly string[]; tab: string }, speech: Speech) {
  const { t, language } = speech;
  const path = `${base}/${work.id}`;
  return {
    id: work.id,
    path,
    base,
    back: t(`${texts}.title`),
    code: work.code,
    title: kind.title(work.draft.document, language) || t('authoring.untitled'),
    state: t(`authoring.state.${work.state}`),
    mark: marks[work.state],
    live: work.standing.live === null ? '' : t('authoring.live', { number: work.standing.live }),
    editable: work.standing.pending === null,
    tabs: ['summary', ...tabs, 'history'].map((name) => ({
      name: t(name === 'summary' || name === 'history' ? `authoring.tab.${name}` : `${texts}.tab.${name}`),
      href: name === 'summary' ? path : `${path}/${name}`,
      current: name === tab,
    })),
  };
}

/** One page of the list. */
export function presentWorks(rows: readonly Work[], kind: WorkKind, base: string, { language, t, format }: Speech) {
  return rows.map((work) => ({
    href: `${base}/${work.id}`,
    code: work.code,
    title: kind.title(work.draft.document, language) || t('authoring.untitled'),
    facets: kind.facets(work.draft.document),
    state: t(`authoring.state.${work.state}`),
    mark: marks[work.state],
    version: work.standing.live === null ? '' : t('authoring.live', { number: work.standing.live }),
    saved: t('authoring.saved', { name: work.draft.savedByName, at: format.dateTime(work.draft.savedAt) }),
  }));
}

/** Two documents compared, in words, a line for each thing that differs. */
export function presentDifferences(kind: WorkKind, before: Draft, now: Draft, speech: Speech) {
  const say = (path: string, value: Json | undefined, draft: Draft) => (value === undefined ? '' : kind.say(path, value, speech, draft));
  return differences(before, now).map((each) => ({
    path: each.path,
    label: kind.label(each.path, speech, each.kind === 'removed' ? before : now),
    kind: each.kind,
    word: speech.t(`authoring.difference.${each.kind}`),
    before: each.kind === 'moved' ? '' : say(each.path, each.before, before),
    after: each.kind === 'moved' ? '' : say(each.path, each.after, now),
  }));
}

/** What is wrong with a draft, each with the place in words and its anchor in the editor. */
export function presentFaults(faults: readonly Fault[], kind: WorkKind, draft: Draft, speech: Speech) {
  return faults.map(({ path, key, vars }) => ({ path, anchor: anchorOf(kind.field(path)), page: kind.page?.(path) ?? '', label: path === '' ? '' : kind.label(path, speech, draft), text: speech.t(key, vars && kind.named ? kind.named(vars, speech) : vars) }));
}

/** The id of the editor's field for a path. */
export const anchorOf = (path: string): string => path.replaceAll('.', '-').replaceAll(/[^\w-]/g, '_') || 'form';

/** The comments, and the places on which one can be made. */
export function presentComments(comments: readonly Comment[], work: Work, kind: WorkKind, speech: Speech) {
  const { t, format } = speech;
  const label = (path: string) => (path === '' ? t('authoring.comment.whole') : kind.label(path, speech, work.draft.document));
  const labels = new Map(['', ...placesIn(work.draft.document)].map((path) => [label(path), path]));
  return {
    list: comments.map((each) => ({
      id: each.id,
      about: label(each.path),
      body: each.body,
      line: t('authoring.comment.line', { name: each.madeByName, at: format.dateTime(each.madeAt), revision: each.revision }),
      closed: each.closedAt === null ? '' : t('authoring.comment.closed', { name: each.closedByName ?? '', at: format.dateTime(each.closedAt) }),
    })),
    open: comments.filter(({ closedAt }) => closedAt === null).length,
    places: [...labels].map(([text, path]) => ({ value: path.replaceAll('.', '/'), label: text.slice(0, 120) })),
  };
}

/** What happened to the versions, the newest first, the draft on top where it differs. */
export function presentHistory(work: Work, versions: readonly Version[], { t, format }: Speech) {
  const lines = versions.map((version) => ({
    number: version.number,
    name: t('authoring.history.version', { number: version.number }),
    current: version.number === work.standing.live,
    events: [
      { what: t('authoring.event.submitted'), who: version.submittedByName, at: format.dateTime(version.submittedAt), why: version.reason },
      ...version.decisions.map((each) => ({ what: t(`authoring.event.${each.kind}`), who: each.decidedByName, at: format.dateTime(each.decidedAt), why: each.reason })),
    ],
  }));
  return { lines, draft: isOpen(work, versions[0]) ? t('authoring.history.draft', { name: work.draft.savedByName, at: format.dateTime(work.draft.savedAt) }) : '' };
}

/** Two versions to choose for a comparison; 0 is the draft. By default the newest, against the one before it. */
export function chooseVersions(work: Work, versions: readonly Version[], wanted: { from: number | null; to: number | null }) {
  const known = new Map<number, Draft>([[0, work.draft.document], ...versions.map((each): [number, Draft] => [each.number, each.document])]);
  const order = [...(isOpen(work, versions[0]) || versions.length === 0 ? [0] : []), ...versions.map(({ number }) => number)];
  const to = wanted.to !== null && known.has(wanted.to) ? wanted.to : order[0]!;
  const from = wanted.from !== null && known.has(wanted.from) ? wanted.from : order[order.indexOf(to) + 1] ?? null;
  return { from, to, order, documents: known };
}
