import { type Catalogue, levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { Condition } from '../../core/ladder/gate.ts';
import { minutesLeft } from '../../core/sittings/clock.ts';
import type { Speech } from '../../platform/i18n.ts';
import { sayMinutes } from '../sessions/extra-time-read-model.ts';
import type { Keepable } from '../sittings/kept-read-model.ts';
import type { Standing, TestRecord } from './level-read-model.ts';

/** One line of the conditions: what is asked, what is there, and whether it is met. */
export interface ConditionView {
  id: string;
  name: string;
  state: string;
  met: boolean;
  /** That a supervisor has waived what is not met, and why; empty when nothing is waived. */
  waived: string;
  /** Parts of the condition that are not met yet, in words. */
  open: string[];
}

export interface TestStateView {
  test: Standing['test'];
  level: number;
  name: string;
  conditions: ConditionView[];
  met: number;
  /** The running test: its address and the minutes left. */
  running: { href: string; minutes: number } | null;
  /** The extension that waits: its address, and until when it may be begun. */
  extended: { href: string; until: string } | null;
  retakeFrom: string;
  pendingSince: string;
}

export function presentTestState(catalogue: Catalogue, standing: Standing, now: Date, speech: Speech): TestStateView {
  const { format, language } = speech;
  const conditions = presentConditions(catalogue, standing, speech);
  const { running, extended, pending } = standing;
  return {
    test: standing.test,
    level: standing.working,
    name: levelOf(catalogue, standing.working).name[language],
    conditions,
    met: conditions.filter(holds).length,
    running: running && {
      href: `/sittings/${running.sittingId}`,
      minutes: minutesLeft(running.deadlineAt, running.pausedAt ?? now.toISOString())!,
    },
    extended: extended && { href: `/sittings/${extended.sittingId}/extension`, until: format.dateTime(extended.extension!.beginBy) },
    retakeFrom: standing.retakeFrom ? format.dateTime(standing.retakeFrom) : '',
    pendingSince: pending ? format.date(pending.evaluation?.openedAt ?? pending.result?.scoredAt ?? pending.submittedAt!) : '',
  };
}

/** A condition keeps nobody from the test when it is met or waived. */
export const holds = ({ met, waived }: ConditionView): boolean => met || waived !== '';

/** The gate as a person reads it: one line for each rule, the competencies and services in it counted together. */
export function presentConditions(catalogue: Catalogue, standing: Standing, speech: Speech): ConditionView[] {
  const { conditions } = standing.gate;
  const waived = standing.waiver ? speech.t('levels.gate.waived', { reason: standing.waiver.reason }) : '';
  const own = (id: Condition['id']) => conditions.filter((condition) => condition.id === id);
  const group = (ids: Condition['id'][], name: string) => presentGroup(catalogue, ids.flatMap(own), name, waived, speech);
  const single = (id: Condition['id']) => presentSingle(own(id)[0]!, waived, speech);
  return [
    group(['probability', 'observations', 'error'], 'ability'),
    group(['service'], 'service'),
    single('defects'),
    single('retained'),
    single('decisions'),
    single('integrity'),
    ...(standing.practising > 1 ? [single('previous')] : []),
  ];
}

function presentSingle(condition: Condition, waived: string, { t }: Speech): ConditionView {
  const { id, met, have, need } = condition;
  return {
    id,
    met,
    waived: condition.waived ? waived : '',
    name: t(`levels.gate.${id}.name`, { need }),
    state: t(`levels.gate.${id}.state`, { have, need }),
    open: [],
  };
}

/** Subjects of which every condition is met, of all; for each other one what it lacks. */
function presentGroup(
  catalogue: Catalogue,
  conditions: readonly Condition[],
  id: string,
  waived: string,
  speech: Speech,
): ConditionView {
  const { t, language } = speech;
  const subjects = [...new Set(conditions.map(({ subject }) => subject!))];
  const lacking = subjects
    .map((subject) => ({ subject, open: conditions.filter((each) => each.subject === subject && !each.met) }))
    .filter(({ open }) => open.length > 0);
  const have = subjects.length - lacking.length;
  const nameOf = (subject: string) =>
    id === 'service' ? serviceOf(catalogue, subject).name[language] : t(`grading.competency.${subject}`);
  const need = conditions[0]?.need ?? 0;
  return {
    id,
    met: lacking.length === 0,
    waived: conditions.some((each) => each.waived) ? waived : '',
    name: t(`levels.gate.${id}.name`, { need }),
    state: t(`levels.gate.${id}.state`, { have, need: subjects.length }),
    open: lacking.map(({ subject, open }) =>
      t('levels.gate.open', { subject: nameOf(subject), parts: open.map((each) => sayPart(each, speech)).join(', ') }),
    ),
  };
}

function sayPart({ id, have, need }: Condition, { t, format }: Speech): string {
  const say = (value: number) =>
    id === 'probability' ? format.chance(value) : format.number(value, id === 'error' ? 2 : 0);
  return t(`levels.gate.part.${id}`, { have: say(have), need: say(need) });
}

export interface HistoryView {
  href: string | null;
  level: string;
  date: string;
  total: string;
  state: string;
  tone: 'good' | 'bad' | 'off' | 'plain';
}

/** Tests taken so far, newest first, each with what became of it. */
export function presentHistory(
  catalogue: Catalogue,
  { tests }: Standing,
  { t, format, language }: Speech,
): HistoryView[] {
  return tests.map((test) => {
    const { key, tone } = outcome(test);
    return {
      href: `/sittings/${test.sittingId}${test.submittedAt ? '/result' : ''}`,
      level: t('sittings.level', { level: test.level, name: levelOf(catalogue, test.level).name[language] }),
      date: format.date(test.startedAt),
      total: test.result
        ? t('levels.history.total', {
            total: format.number(test.result.total, 1),
            cut: format.number(test.result.cut, 1),
          })
        : '',
      state: t(`levels.history.${key}`),
      tone,
    };
  });
}

function outcome({ result, state: { state, passed } }: TestRecord): { key: string; tone: HistoryView['tone'] } {
  switch (state) {
    case 'in_progress':
      return { key: 'running', tone: 'plain' };
    case 'extended':
      return { key: 'extended', tone: 'plain' };
    case 'ungraded':
      return { key: 'ungraded', tone: 'off' };
    case 'scored':
      return result?.passed ? { key: 'waiting', tone: 'good' } : { key: 'critical', tone: 'off' };
    case 'under_review':
      return { key: 'review', tone: 'off' };
    case 'appealed':
      return { key: 'appealed', tone: 'off' };
    case 'final':
      if (passed) return { key: 'promoted', tone: 'good' };
      return { key: result?.passed ? 'held' : 'failed', tone: 'bad' };
  }
}

/** The level whose end is near or past, and the short form that renews it; null when nothing is to be renewed or a test runs. */
export function presentRenewal(catalogue: Catalogue, { renewal, delta, running, extended }: Pick<Standing, 'renewal' | 'delta' | 'running' | 'extended'>, { t, format }: Speech) {
  if (!renewal || running || extended) return null;
  const { cases, items, minutes } = catalogue.rules.recertification;
  const state = delta?.tried ? 'delta' : renewal.state === 'suspended' ? 'suspended' : 'valid';
  return {
    title: t('levels.renewal.title', { level: renewal.level }),
    state: t(`levels.renewal.${state}`, { date: format.date(renewal.expiresAt) }),
    text: t('levels.renewal.text', { cases, items, minutes, until: format.date(renewal.until) }),
  };
}

/** What may be kept of the last test, and what the next one is then; null when nothing may. */
export function presentKept(keepable: Keepable | null, { usual, extra }: { usual: number; extra: number }, speech: Speech) {
  if (!keepable) return null;
  const { t, format } = speech;
  return {
    label: t('levels.start.keep'),
    hint: t('levels.start.keepHint', { date: format.date(keepable.kept.answeredAt), score: format.number(keepable.knowledge, 1), until: format.dateTime(keepable.until), time: sayMinutes(usual, extra, speech) }),
  };
}

/** What changed rules ask of a holder of a level; null when they ask nothing, when a test runs, or when the form was sat and not passed. */
export function presentDelta(catalogue: Catalogue, { delta, running, extended }: Pick<Standing, 'delta' | 'running' | 'extended'>, now: Date, { t, format, language }: Speech) {
  if (!delta || delta.tried || running || extended) return null;
  const { cases, items, minutes } = catalogue.rules.recertification.delta;
  const facts = { level: delta.level, since: format.date(delta.since), until: format.dateTime(delta.until) };
  return {
    title: t('levels.delta.title', facts),
    state: t(delta.until <= now.toISOString() ? 'levels.delta.suspended' : 'levels.delta.due', facts),
    text: t('levels.delta.text', { cases, items, minutes }),
    services: delta.services.map((code) => serviceOf(catalogue, code).name[language]),
  };
}
