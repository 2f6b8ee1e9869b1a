import { computeDecayFactor, dateDiffInDays, date_diff, fsrs, type FSRSState, type Grade, Rating } from 'ts-fsrs';

/**
 * Spacing of defect kinds: FSRS-6 with its default weights (measurement design, 3.3), computed by ts-fsrs. Of one trainee each defect kind is a
 * card; every check of that kind in a practised file is a review of it.
 */

/** How a review went: missed; found but with help or a wrong clause; found. */
export type Recall = 'again' | 'hard' | 'good';

/** One review of a card; `at` is ISO-8601 UTC. */
export interface Review {
  at: string;
  recall: Recall;
}

/** A scored observation as far as spacing needs it: the opportunity is a check id, or `<check id>/clause`; score 0..1; `at` is ISO-8601 UTC. */
export interface SpacedObservation {
  opportunity: string;
  score: number;
  sitting: number;
  at: string;
  /** The degree of help that was there, 0 for none. */
  help?: number;
}

const msPerDay = 24 * 60 * 60 * 1000;
const scheduler = fsrs({ enable_fuzz: false, request_retention: 0.9 });
const grades: Record<Recall, Grade> = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good };

/**
 * The reviews of each defect kind, oldest first. In: observations in any order, and the kind of a check id (undefined for an opportunity that is
 * not a check, which is no review). A check that was missed is `again`; one that was found is `hard` when its clause was wrong in the same
 * sitting at the same time or there was help, else `good`. Reviews of one moment keep the order in which they came. Rule: measurement design 3.3.
 */
export function reviewsOf(
  observations: readonly SpacedObservation[],
  kindOf: (check: string) => string | undefined,
): Map<string, Review[]> {
  const momentOf = ({ sitting, at }: SpacedObservation, opportunity: string) => `${sitting} ${at} ${opportunity}`;
  const wrongClauses = new Set(
    observations
      .filter(({ opportunity, score }) => score === 0 && opportunity.endsWith('/clause'))
      .map((each) => momentOf(each, each.opportunity)),
  );
  const reviews = new Map<string, Review[]>();
  for (const each of observations) {
    const kind = kindOf(each.opportunity);
    if (kind === undefined) continue;
    const isClauseWrong = wrongClauses.has(momentOf(each, `${each.opportunity}/clause`));
    const review: Review = { at: each.at, recall: each.score === 0 ? 'again' : isClauseWrong || each.help ? 'hard' : 'good' };
    const own = reviews.get(kind);
    if (own) own.push(review);
    else reviews.set(kind, [review]);
  }
  for (const own of reviews.values()) own.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0));
  return reviews;
}

/**
 * What a card remembers after its reviews: difficulty 1..10 and stability in days (the time after which retrievability is .90), or null without
 * reviews. In: reviews oldest first. Two reviews are as many days apart as the UTC calendar says, as in ts-fsrs' own scheduler; those of
 * one day follow its rule for the short term.
 */
export function memoryAfter(reviews: readonly Review[]): FSRSState | null {
  let memory: FSRSState | null = null;
  let last: Date | null = null;
  for (const { at, recall } of reviews) {
    const moment = new Date(at);
    memory = scheduler.next_state(memory, last ? dateDiffInDays(last, moment) : 0, grades[recall]);
    last = moment;
  }
  return memory;
}

/**
 * The chance, 0..1, that a defect kind would be found now: R(t, S) of FSRS-6, t in whole days since the last review. In: reviews oldest first, none
 * after `now` (ISO-8601 UTC). Null without reviews.
 */
export function retrievability(reviews: readonly Review[], now: string): number | null {
  const memory = memoryAfter(reviews);
  if (!memory) return null;
  const days = Math.max(0, date_diff(new Date(now), new Date(reviews.at(-1)!.at), 'days'));
  return scheduler.forgetting_curve(days, memory.stability);
}

/**
 * When the chance to find a defect kind falls to `retention` (0..1): the last review and the days after it in which R(t, S) of FSRS-6 falls so far, as ISO-8601
 * UTC. In: reviews oldest first. Null without reviews. RangeError unless 0 < retention < 1.
 */
export function dueAfter(reviews: readonly Review[], retention: number): string | null {
  if (!(retention > 0 && retention < 1)) throw new RangeError('retention: is between 0 and 1');
  const memory = memoryAfter(reviews);
  if (!memory) return null;
  const { decay, factor } = computeDecayFactor(scheduler.parameters.w);
  const days = (memory.stability / factor) * (retention ** (1 / decay) - 1);
  return new Date(Date.parse(reviews.at(-1)!.at) + Math.round(days * msPerDay)).toISOString();
}
