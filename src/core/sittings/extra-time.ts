/** Extra time belongs to a person and counts in every test: a share of the test's minutes, or minutes. */
export const extraTimeKinds = ['percent', 'minutes'] as const;
export type ExtraTimeKind = (typeof extraTimeKinds)[number];

export interface ExtraTime {
  kind: ExtraTimeKind;
  /** Per cent of the test's minutes, or minutes; 0 ends what was given before. */
  amount: number;
}

/** Most that can be given: twice the time, or three hours. */
export const mostExtra: Record<ExtraTimeKind, number> = { percent: 100, minutes: 180 };

/** Extra minutes in a test of so many minutes: whole minutes, a part of one rounded up in favour of the person; 0 without extra time. */
export function extraMinutes(minutes: number, extra: ExtraTime | null): number {
  if (!extra) return 0;
  return extra.kind === 'minutes' ? extra.amount : Math.ceil((minutes * extra.amount) / 100);
}
