import type { Action, Command } from '../desk/action.ts';
import type { Refusal } from '../desk/refusal.ts';
import type { BankQuestion } from '../questions/question.ts';
import type { Response } from '../questions/response.ts';
import type { Random } from '../shared/random.ts';

/**
 * Questions of the bank that are tried out in a test: they stand after the items of the first part, and no score ever takes them in (pretest items, measurement
 * design 4 and 5). So many stand in a form at most: a tenth of its items.
 */
export const mostTried = 4;
/** The minutes that each of them adds to a test. */
export const minutesOfTried = 1;

/** Where they stand in the log of a sitting: beyond every place that later parts take. */
const firstPlace = 901;
export const triedPlace = (index: number): number => firstPlace + index;
export const isTriedPlace = (place: number): boolean => place >= firstPlace;

/** The name of a version of a question among the items of a log; the items of the pack begin otherwise. */
export const triedItem = (versionId: number): string => `bank:${versionId}`;
export const isTried = (item: string): boolean => item.startsWith('bank:');

/** Chooses what to try out on a person: published questions of the level that he has not met, the least answered first. In: with how often each was answered. Out: numbers of versions. */
export function pickTried(bank: readonly { versionId: number; workId: number; answers: number; question: Pick<BankQuestion, 'level'> }[], level: number, met: ReadonlySet<number>, random: Random): number[] {
  const fresh = random.shuffle(bank.filter(({ workId, question }) => question.level === level && !met.has(workId)));
  return fresh.sort((a, b) => a.answers - b.answers).slice(0, mostTried).map(({ versionId }) => versionId);
}

/** Whether this command may be recorded at the place of a tried question. */
export function triedRefusal(item: string, command: Command): Refusal | null {
  return command.type === 'flag' || (command.type === 'respond' && command.item === item) ? null : { key: 'desk.refused.item', field: 'item' };
}

/** The state of a tried question after its commands. */
export function triedState(commands: readonly (Command | Action)[]): { response: Response | null; flagged: boolean } {
  let response: Response | null = null;
  let flagged = false;
  for (const command of commands) {
    if (command.type === 'respond') response = command.response;
    if (command.type === 'flag') flagged = command.on;
  }
  return { response, flagged };
}
