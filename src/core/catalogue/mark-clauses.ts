/** The clauses of marks that are about no entry of the pack: the letter, a second return, order and time, and the report of an offer. By the id of the mark. */
export const markClauses = {
  'COR/addressee': 'return-once',
  'COR/decision': 'return-once',
  'COR/gaps': 'return-once',
  'COR/basis': 'return-once',
  'COR/deadline': 'deadline-return',
  'COR/fee': 'free-service',
  'COR/plain': 'return-once',
  'COR/neutral': 'official-channel',
  'COR/none': 'return-once',
  'COR/cap': 'return-once',
  'ONCE/return': 'return-once',
  'WKT/time': 'return-once',
  'WKT/sequence': 'return-once',
  'ITG/report': 'gratification',
  'ITG/bargain': 'official-channel',
  'ITG/serve': 'guide-equal',
  'ITG/declare': 'conflict-interest',
  'ITG/harm': 'official-channel',
} as const;

export type RuleMark = keyof typeof markClauses;
