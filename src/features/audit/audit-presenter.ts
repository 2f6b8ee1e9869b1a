import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { appealKinds, remedies } from '../../core/evaluation/appeal.ts';
import { flags, outcomes } from '../../core/conversations/vocabulary.ts';
import { doubleReasons } from '../../core/evaluation/markers.ts';
import { recommendations } from '../../core/evaluation/decision.ts';
import { clearanceKinds } from '../../core/ladder/retake.ts';
import { criticalCodes } from '../../core/grading/mark.ts';
import { formatNames } from '../../core/questions/formats.ts';
import { isDate } from '../../core/shared/dates.ts';
import { correctionKinds } from '../../core/sittings/correction.ts';
import { extraTimeKinds } from '../../core/sittings/extra-time.ts';
import { roles } from '../../platform/roles.ts';
import type { Speech } from '../../platform/i18n.ts';
import { markName } from '../grading/mark-name.ts';
import { type AuditAction, auditDetails, auditSubjects, type DetailKey } from './audit-events.ts';
import { auditActions, slugOf } from './audit-input.ts';
import { resultCauses } from './sheet-read-model.ts';
import type { AuditRow, ChainState } from './audit-store.ts';

/** An entry as the table shows it. */
export interface EntryView {
  id: number;
  at: string;
  actor: string;
  action: string;
  subject: string;
  detail: { label: string; value: string }[];
}

/** What words are made of: the reader's language, names of persons by id, and the names of what the pack holds. */
interface Words {
  speech: Speech;
  names: Map<number, string>;
  catalogue: Pick<Catalogue, 'services' | 'checks' | 'situations'>;
}

export function presentEntries(rows: readonly AuditRow[], words: Words): EntryView[] {
  const { t, format } = words.speech;
  return rows.map((row) => ({
    id: row.id,
    at: format.dateTime(row.at),
    actor: row.actorId === null ? t('audit.system') : nameOf(row.actorId, words),
    action: Object.hasOwn(auditDetails, row.action) ? t(`audit.action.${row.action}`) : row.action,
    subject: presentSubject(row, words),
    detail: inOrder(row).map(([key, value]) => presentDetail(key, value, words)),
  }));
}

/** The events as choices, by their words. */
export const presentActions = ({ t, language }: Speech) =>
  auditActions.map((action) => ({ value: slugOf(action), label: t(`audit.action.${action}`) })).toSorted((a, b) => a.label.localeCompare(b.label, language));

/** Everybody who is named in these entries, by id. */
export function personsIn(rows: readonly AuditRow[]): number[] {
  return rows.flatMap((row) => {
    const { traineeId, superiorId, trainees, to } = detailOf(row) as { traineeId?: unknown; superiorId?: unknown; trainees?: unknown; to?: { kind?: unknown; id?: unknown } };
    const ids = [row.actorId, row.subjectType === 'user' ? row.subjectId : null, traineeId, superiorId, ...(Array.isArray(trainees) ? trainees : [])];
    return [...ids, to?.kind === 'trainee' ? to.id : null].filter((id): id is number => typeof id === 'number');
  });
}

/** The state of the chain as one sentence, and whether it is a good one. */
export function presentChain(chain: ChainState, { t, format }: Speech): { ok: boolean; text: string } {
  const text = chain.ok
    ? t('audit.intact', { id: format.number(chain.rows) })
    : t('audit.broken', { id: format.number(chain.firstBroken ?? 0) });
  return { ok: chain.ok, text };
}

/** The head as it is printed: its hash in groups of eight that can be read aloud. */
export function presentHead(head: { id: number; hash: string; at: string } | null, now: Date, { format }: Speech) {
  return head && { groups: head.hash.match(/.{8}/g) ?? [], rows: format.number(head.id), last: format.dateTime(head.at), printed: format.dateTime(now) };
}

function presentSubject({ subjectType, subjectId }: AuditRow, words: Words): string {
  const kind = auditSubjects.find((each) => each === subjectType);
  const name = kind ? words.speech.t(`audit.subject.${kind}`) : subjectType;
  if (subjectId === null) return name;
  return `${name} ${kind === 'user' ? nameOf(subjectId, words) : `#${subjectId}`}`;
}

const detailOf = ({ detail }: AuditRow): Record<string, unknown> => JSON.parse(detail) as Record<string, unknown>;

/** The details in the order in which those of the action are listed, then what is not listed; the record has them by the alphabet. */
function inOrder(row: AuditRow): [string, unknown][] {
  const listed: readonly string[] = Object.hasOwn(auditDetails, row.action) ? auditDetails[row.action as AuditAction] : [];
  const place = (key: string) => (listed.includes(key) ? listed.indexOf(key) : listed.length);
  // What an entry has none of is not said.
  return Object.entries(detailOf(row)).filter(([, value]) => value !== null && !(Array.isArray(value) && value.length === 0)).toSorted(([a], [b]) => place(a) - place(b));
}

const nameOf = (id: unknown, { names }: Words): string => names.get(id as number) ?? `#${String(id)}`;

const knownKeys: ReadonlySet<string> = new Set(Object.values(auditDetails).flat());
const isKnown = (key: string): key is DetailKey => knownKeys.has(key);

/** One detail in words; what an older or a newer version has recorded stays as it is. */
function presentDetail(key: string, value: unknown, words: Words): { label: string; value: string } {
  if (!isKnown(key)) return { label: key, value: plain(value) };
  return { label: words.speech.t(`audit.detail.${key}`), value: sayers[key](value, words) ?? plain(value) };
}

const plain = (value: unknown): string => (value === null ? '–' : typeof value === 'string' ? value : JSON.stringify(value));

/** Words for the value of a key; null for a value that has none, which is then shown as it is. */
type Sayer = (value: unknown, words: Words) => string | null;

const asItIs: Sayer = () => null;
const number: Sayer = (value, { speech }) => (typeof value === 'number' ? speech.format.number(value, 2) : null);
const reference: Sayer = (value) => (typeof value === 'number' ? `#${value}` : null);
const person: Sayer = (value, words) => (typeof value === 'number' ? nameOf(value, words) : null);
const moment: Sayer = (value, { speech }) =>
  typeof value === 'string' && !Number.isNaN(Date.parse(value)) ? speech.format.dateTime(value) : null;
const day: Sayer = (value, { speech }) => (typeof value === 'string' && isDate(value) ? speech.format.date(value) : null);
const role: Sayer = (value, { speech }) => (roles.some((each) => each === value) ? speech.t(`roles.${String(value)}.name`) : null);
const oneOf =
  (key: string, known: readonly unknown[]): Sayer =>
  (value, { speech }) =>
    known.includes(value) ? speech.t(`audit.value.${key}.${String(value)}`) : null;
const each =
  (say: Sayer): Sayer =>
  (value, words) =>
    Array.isArray(value) ? value.map((one) => say(one, words) ?? plain(one)).join(', ') : null;

const recipient: Sayer = (value, words) => {
  const { kind, id } = (value ?? {}) as { kind?: unknown; id?: unknown };
  if (kind === 'trainee') return nameOf(id, words);
  return kind === 'group' ? `${words.speech.t('audit.subject.group')} #${String(id)}` : null;
};

/** A fatal error, or what raised one in a conversation; the code of a work stays as it is. */
const fatal: Sayer = (value, { speech: { t } }) =>
  criticalCodes.some((each) => each === value) ? `${t(`evaluations.critical.code.${String(value)}`)} (${String(value)})` : flags.some((each) => each === value) ? t(`guide.flag.${String(value)}`) : null;
const mark: Sayer = (value, { speech, catalogue }) => (typeof value === 'string' ? markName(catalogue, value, speech) : null);
/** What has a name in the pack keeps its id beside it: a correction is asked for by the id. */
const named = (name: string | undefined, id: unknown): string | null => (name ? `${name} (${String(id)})` : null);

/** Values that have words, by key. */
export const knownValues = {
  appealKind: appealKinds,
  cause: resultCauses,
  clearance: clearanceKinds,
  closedBy: ['trainee', 'deadline'],
  correction: correctionKinds,
  decision: ['upheld', 'rejected'],
  doubleReasons,
  kind: extraTimeKinds,
  outcome: outcomes,
  passed: [true, false],
  recommendation: recommendations,
  remedy: remedies,
  rule: ['single', 'agreed', 'median'],
  ruling: ['keep', 'revoke'],
  state: ['confirmed', 'rejected'],
  vote: ['uphold', 'reject'],
  workKind: ['scenario', 'question', 'conversation'],
} as const;

const worded = (key: keyof typeof knownValues): Sayer => oneOf(key, knownValues[key]);

const sayers: Record<DetailKey, Sayer> = {
  amount: number,
  answer: asItIs,
  appealKind: worded('appealKind'),
  beginBy: moment,
  cases: number,
  cause: worded('cause'),
  changed: number,
  changedDrafts: number,
  clearance: worded('clearance'),
  closedBy: worded('closedBy'),
  closesAt: moment,
  code: fatal,
  codes: each(fatal),
  correction: worded('correction'),
  degree: number,
  cut: number,
  deadlineAt: moment,
  decision: worded('decision'),
  doubleReasons: each(worded('doubleReasons')),
  dueOn: day,
  evaluationId: reference,
  fileFormat: (value, { speech }) => (formatNames.some((each) => each === value) ? speech.t(`questions.format.${String(value)}`) : null),
  intervention: reference,
  items: number,
  kind: worded('kind'),
  level: number,
  mark,
  markers: number,
  mean: number,
  minutes: number,
  name: asItIs,
  newDrafts: number,
  number: asItIs,
  opensAt: moment,
  outcome: worded('outcome'),
  part: number,
  passed: worded('passed'),
  place: number,
  reason: asItIs,
  recommendation: worded('recommendation'),
  refusedItems: number,
  remedy: worded('remedy'),
  replies: number,
  reply: number,
  resultId: reference,
  role,
  room: asItIs,
  roles: each(role),
  rule: worded('rule'),
  ruling: worded('ruling'),
  service: (value, { speech, catalogue }) => catalogue.services.get(String(value))?.name[speech.language] ?? null,
  sheet: asItIs,
  sitting: reference,
  situation: (value, { speech, catalogue }) => named(catalogue.situations.get(String(value))?.title[speech.language], value),
  state: worded('state'),
  superiorId: person,
  to: recipient,
  total: number,
  traineeId: person,
  trainees: each(person),
  username: asItIs,
  version: number,
  vote: worded('vote'),
  waiverId: reference,
  what: (value, { speech, catalogue }) => named(catalogue.checks.get(String(value))?.name[speech.language], value),
  workKind: worded('workKind'),
};
