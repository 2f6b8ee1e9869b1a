import { createHash } from 'node:crypto';
import { generateCase } from '../../src/core/cases/generate.ts';
import type { Action } from '../../src/core/desk/action.ts';
import { graderVersion } from '../../src/core/grading/grade.ts';
import { operate } from '../../src/core/operators/operate.ts';
import type { Archetype } from '../../src/core/operators/profile.ts';
import { randomFrom } from '../../src/core/shared/random.ts';
import { assembleForm } from '../../src/core/sittings/assemble.ts';
import { gradesOf, resultOf, type SittingRecord } from '../../src/core/sittings/rescore.ts';
import { scoringPolicy } from '../../src/core/sittings/score.ts';
import { content } from '../support/content.ts';

const archetypes: Archetype[] = ['expert', 'sound', 'steady', 'learning', 'hasty', 'rubber-stamp', 'reject-all', 'corrupt'];
const forms = 50;
const rules = { grader: graderVersion, policy: scoringPolicy, corrections: [] };

export interface Rescored {
  sittings: number;
  cases: number;
  /** Case grades per second of computing of the second scoring, reading each log from its text included. */
  perSecond: number;
  /** Sittings whose second result or one of whose grades differs in any byte. */
  different: number;
}

/** Seconds that this process has computed, whatever else the machine does meanwhile. */
const cpu = (): number => {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
};

/** Scores so many sittings, keeps their logs as text and a digest of each result, and scores all of them again from the text. */
export function benchRescore(sittings = 10_000): Rescored {
  const catalogue = content();
  const made = Array.from({ length: forms }, (_, at) => {
    const form = assembleForm(catalogue, 1, `rescore-bench-${at}`, { seenSeeds: [], seenItems: [] });
    return { items: form.items, cases: form.cases.map((recipe) => generateCase(catalogue, recipe)) };
  });
  const scored = (record: SittingRecord) => {
    const grades = gradesOf(catalogue, record, rules);
    return [grades, resultOf(catalogue, record, grades, rules)];
  };
  const digest = (made: unknown): string => createHash('sha256').update(JSON.stringify(made)).digest('base64');
  const recordOf = (sitting: number): SittingRecord => {
    const { cases, items } = made[sitting % forms]!;
    const archetype = archetypes[sitting % archetypes.length]!;
    return {
      level: 1,
      cases: cases.map((permitCase, at) => ({
        position: at + 1,
        caseId: at,
        permitCase,
        actions: operate(catalogue, permitCase, { archetype, random: randomFrom(`${sitting}/${at}`), startAt: '2015-05-28T01:00:00.000Z' }),
      })),
      talks: [],
      items: items.map((item, at) => ({ item, actions: [{ id: `answer-${at}`, type: 'answer', item, choice: (sitting * 7 + at) % 4 === 0 ? 'a' : catalogue.questions.get(item)!.key, at: '2015-05-28T02:00:00.000Z' }] })),
      cut: 70,
      practice: [],
    };
  };
  let [seconds, different, cases] = [0, 0, 0];
  for (let sitting = 0; sitting < sittings; sitting++) {
    const record = recordOf(sitting);
    const first = digest(scored(record));
    const text = JSON.stringify([record.cases.map(({ actions }) => actions), record.items]);
    const start = cpu();
    const [logs, items] = JSON.parse(text) as [Action[][], SittingRecord['items']];
    const again = scored({ ...record, cases: record.cases.map((each, at) => ({ ...each, actions: logs[at]! })), items });
    seconds += cpu() - start;
    cases += logs.length;
    if (digest(again) !== first) different += 1;
  }
  return { sittings, cases, perSecond: cases / seconds, different };
}
