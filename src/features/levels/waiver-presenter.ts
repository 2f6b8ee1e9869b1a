import { type Catalogue, levelOf } from '../../core/catalogue/catalogue.ts';
import { type GateRule, ruleState, type RuleState } from '../../core/ladder/gate.ts';
import type { WaiverRecord } from '../../core/ladder/waiver.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { Standing } from './level-read-model.ts';
import type { Trainee } from './waiver-service.ts';

const rules: readonly GateRule[] = [1, 2, 3, 4, 5];
const marks: Record<RuleState, string> = { met: 'state-good', waived: 'state-off', unmet: 'state-open' };

/** One trainee of the list with the five rules of the gate. */
export interface GateRow {
  href: string;
  name: string;
  level: string;
  rules: { name: string; mark: string; text: string }[];
  test: string;
}

export const gatePath = ({ id }: Pick<Trainee, 'id'>): string => `/gates/${id}`;

export const ruleNames = ({ t }: Speech): string[] => rules.map((rule) => t(`levels.rule.${rule}`));

export function presentGateRow(trainee: Trainee, standing: Standing, catalogue: Catalogue, speech: Speech): GateRow {
  const { t } = speech;
  return {
    href: gatePath(trainee),
    name: trainee.name,
    level: t('levels.gates.levelShort', { level: standing.practising, name: levelName(catalogue, standing.practising, speech) }),
    rules: rules.map((rule) => {
      const state = ruleState(standing.gate, rule);
      return { name: t(`levels.rule.${rule}`), mark: marks[state], text: t(`levels.ruleState.${state}`) };
    }),
    test: t(`trainer.groups.test.${standing.test}`),
  };
}

const levelName = (catalogue: Catalogue, level: number, { language }: Speech): string => levelOf(catalogue, level).name[language];

export const sayLevel = (catalogue: Catalogue, level: number, speech: Speech): string =>
  speech.t('levels.tests.level', { level, name: levelName(catalogue, level, speech) });

/** One record of the history, and as what it is shown. */
export interface WaiverView {
  level: number;
  kind: string;
  mark: string;
  reason: string;
  by: string;
  at: string;
}

/** The history of waivers, newest first; `names` gives persons by id. */
export function presentWaivers(records: readonly WaiverRecord[], names: Map<number, string>, { t, format }: Speech): WaiverView[] {
  return records.toReversed().map(({ level, kind, reason, by, at }) => ({
    level,
    kind: t(`levels.waiver.kind.${kind}`),
    mark: kind === 'waived' ? 'state-good' : 'state-off',
    reason,
    by: names.get(by) ?? `#${by}`,
    at: format.dateTime(at),
  }));
}
