import { type Catalogue, levelOf, serviceOf } from '../../core/catalogue/catalogue.ts';
import { decisions } from '../../core/catalogue/content.ts';
import { checksOf } from '../../core/checks/check.ts';
import { decoysOf } from '../../core/checks/decoy.ts';
import { type Robot, robots } from '../../core/scenarios/scenario.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Draft } from '../authoring/work-kind.ts';
import { presentEvents } from './event-presenter.ts';

/** The robots of the usual claims stand open, the others behind a button. */
const usual: readonly Robot[] = ['expert', 'hasty', 'corrupt'];

const listIn = (value: unknown): string[] => (Array.isArray(value) ? value.filter((each) => typeof each === 'string') : []);
const shown = (value: unknown): string => (typeof value === 'string' || typeof value === 'number' ? String(value) : '');
const textIn = (value: unknown): { id: string; en: string } => {
  const { id, en } = (value ?? {}) as Draft;
  return { id: shown(id), en: shown(en) };
};

/** Level and service as one choice, by level. */
export const presentFor = (catalogue: Catalogue, { language, t }: Speech) =>
  catalogue.levels.map(({ level, name, services }) => ({
    name: t('trainer.new.levelName', { level, name: name[language] }),
    options: services.map((code) => ({ value: `${level}-${code}`, label: `${code}, ${serviceOf(catalogue, code).name[language]}` })),
  }));

/** What every scenario has, as the editor's fields show it. */
export function presentFields(catalogue: Catalogue, draft: Draft, speech: Speech) {
  const { t } = speech;
  const claims = Array.isArray(draft.claims) ? (draft.claims as Draft[]) : [];
  const claimOf = (robot: Robot, is: string) => claims.find((claim) => claim?.robot === robot && claim.is === is);
  const rows = robots.map((robot) => ({
    robot,
    name: t(`scenarios.robot.${robot}`),
    about: t(`scenarios.about.${robot}`),
    least: shown(claimOf(robot, 'at-least')?.points),
    most: shown(claimOf(robot, 'at-most')?.points),
    outcome: claimOf(robot, 'passes') ? 'passes' : claimOf(robot, 'fails') ? 'fails' : '',
  }));
  return {
    title: textIn(draft.title),
    goal: textIn(draft.goal),
    for: `${shown(draft.level)}-${shown(draft.service)}`,
    minutes: shown(draft.minutes),
    choices: presentFor(catalogue, speech),
    claims: { usual: rows.filter(({ robot }) => usual.includes(robot)), others: rows.filter(({ robot }) => !usual.includes(robot)) },
    decision: shown((draft.content as Draft | undefined)?.decision),
    decisions: decisions.map((value) => ({ value, label: t(`desk.decision.${value}`) })),
  };
}

/** The recipe, with the checks and decoys of its service in words. */
export function presentRecipe(catalogue: Catalogue, draft: Draft, speech: Speech) {
  const { language, t, format } = speech;
  const content = (draft.content ?? {}) as Draft;
  const defects = (content.defects ?? {}) as Draft;
  const service = catalogue.services.has(shown(draft.service)) ? shown(draft.service) : null;
  const level = catalogue.levels.find((each) => each.level === draft.level)?.level ?? 1;
  const chosen = listIn(defects.checks);
  const decoys = listIn(content.decoys);
  const groups = new Map<string, { id: string; name: string; hint: string; checked: boolean }[]>();
  for (const check of service ? checksOf(catalogue, service) : []) {
    const document = check.where[0]?.document ?? 'form';
    const hint = t('scenarios.checkHint', { decision: t(`desk.decision.${check.consequence}`), difficulty: format.number(check.difficulty, 1) });
    groups.set(document, [...(groups.get(document) ?? []), { id: check.id, name: check.name[language], hint, checked: chosen.includes(check.id) }]);
  }
  return {
    how: shown(defects.how) === 'difficulty' ? 'difficulty' : 'choose',
    points: shown(defects.points) || String(levelOf(catalogue, level).cut),
    wantedDecision: shown(defects.decision),
    groups: [...groups].map(([document, checks]) => ({
      name: catalogue.documents.get(document)?.name[language] ?? t('desk.form.title'),
      checks,
      open: checks.some(({ checked }) => checked),
    })),
    decoysHow: content.decoys === undefined ? 'level' : 'choose',
    decoyRange: t('scenarios.decoyRange', { low: levelOf(catalogue, level).decoys[0], high: levelOf(catalogue, level).decoys[1] }),
    decoys: (service ? decoysOf(catalogue, service) : []).map(({ id, name, difficulty }) => ({ id, name: name[language], hint: t('scenarios.difficulty', { difficulty: format.number(difficulty, 1) }), checked: decoys.includes(id) })),
    message: shown(content.message) || 'any',
    events: presentEvents(catalogue, level, shown(content.event), 'recipe', speech),
  };
}
