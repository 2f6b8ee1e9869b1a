import { type Action, type Command } from '../../src/core/desk/action.ts';

export type Draft = Command extends infer C ? (C extends Command ? Omit<C, 'id'> & { id?: string } : never) : never;

/** A list of actions as the server records them: ids `step-0001`..., one every 20 seconds unless a step says otherwise. */
export function record(drafts: readonly Draft[], seconds = 20): Action[] {
  return drafts.map(
    (draft, at) =>
      ({
        id: `step-${String(at + 1).padStart(4, '0')}`,
        ...draft,
        at: new Date(Date.parse('2015-05-28T01:00:00.000Z') + at * seconds * 1000).toISOString(),
      }) as Action,
  );
}
