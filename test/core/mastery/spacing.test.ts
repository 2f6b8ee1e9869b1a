import { expect } from 'chai';
import fc from 'fast-check';
import { type Card, createEmptyCard, fsrs, type Grade, Rating } from 'ts-fsrs';
import {
  memoryAfter,
  type Recall,
  retrievability,
  type Review,
  reviewsOf,
  type SpacedObservation,
} from '../../../src/core/mastery/spacing.ts';

const hour = 3_600_000;
const begin = Date.UTC(2015, 4, 1, 3);
const at = (hours: number): string => new Date(begin + hours * hour).toISOString();
const day = (days: number): string => at(days * 24);
const review = (days: number, recall: Recall = 'good'): Review => ({ at: day(days), recall });

const scheduler = fsrs({ enable_fuzz: false, request_retention: 0.9 });
const gradeOf: Record<Recall, Grade> = { again: Rating.Again, hard: Rating.Hard, good: Rating.Good };
/** The card as ts-fsrs' own scheduler keeps it. */
const cardAfter = (reviews: readonly Review[]): Card =>
  reviews.reduce<Card>(
    (card, { at: moment, recall }) => scheduler.next(card, moment, gradeOf[recall]).card,
    createEmptyCard(day(0)),
  );
const gaps = fc.array(
  fc.record({
    gap: fc.integer({ min: 0, max: 40 * 24 }),
    recall: fc.constantFrom<Recall[]>('again', 'hard', 'good'),
  }),
  { minLength: 1, maxLength: 12 },
);
const fromGaps = (list: readonly { gap: number; recall: Recall }[]): Review[] => {
  let hours = 0;
  return list.map(({ gap, recall }) => ({ at: at((hours += gap)), recall }));
};

describe('spacing', () => {
  it('has the values of FSRS-6 with default weights', () => {
    expect(retrievability([review(0)], day(0))).to.equal(1);
    const table: [Recall, number, number][] = [
      ['again', 0.212, 6.4133],
      ['hard', 1.2931, 5.11217071],
      ['good', 2.3065, 2.11810397],
    ];
    for (const [recall, stability, difficulty] of table)
      expect(memoryAfter([review(0, recall)])).to.deep.equal({ stability, difficulty });
  });

  it('remembers .90 after as many days as the stability, and less than .80 of one finding after eight days', () => {
    const [w20, days] = [0.1542, 10];
    const factor = 0.9 ** (-1 / w20) - 1;
    expect(retrievability([review(0)], day(days))).to.be.closeTo((1 + (factor * days) / 2.3065) ** -w20, 1e-7);
    expect(scheduler.forgetting_curve(2.3065, 2.3065)).to.be.closeTo(0.9, 1e-7);
    expect(retrievability([review(0)], day(7))).to.be.above(0.8);
    expect(retrievability([review(0)], day(8))).to.be.below(0.8);
  });

  it('is what ts-fsrs itself keeps and says, whatever the reviews', () => {
    fc.assert(
      fc.property(gaps, fc.integer({ min: 0, max: 60 * 24 }), (list, later) => {
        const reviews = fromGaps(list);
        const card = cardAfter(reviews);
        const now = new Date(Date.parse(reviews.at(-1)!.at) + later * hour).toISOString();
        expect(memoryAfter(reviews)).to.deep.equal({ stability: card.stability, difficulty: card.difficulty });
        expect(retrievability(reviews, now)).to.equal(scheduler.get_retrievability(card, now, false));
      }),
    );
  });

  it('says nothing without reviews', () => {
    expect(retrievability([], day(0))).to.equal(null);
    expect(memoryAfter([])).to.equal(null);
  });

  it('never rises while time passes, stays within 0..1, and is better the better the last review', () => {
    fc.assert(
      fc.property(gaps, fc.nat(90 * 24), fc.nat(90 * 24), (list, some, more) => {
        const reviews = fromGaps(list);
        const last = (Date.parse(reviews.at(-1)!.at) - begin) / hour;
        const sooner = retrievability(reviews, at(last + some))!;
        const later = retrievability(reviews, at(last + some + more))!;
        expect(later).to.be.at.most(sooner);
        expect(later).to.be.within(0, 1);
        const ending = (recall: Recall) =>
          retrievability([...reviews.slice(0, -1), { ...reviews.at(-1)!, recall }], at(last + some))!;
        expect(ending('again')).to.be.at.most(ending('hard'));
        expect(ending('hard')).to.be.at.most(ending('good'));
      }),
    );
  });

  describe('reviews', () => {
    const kindOf = (check: string) => ({ name: 'D01', nik: 'D01', stamp: 'D02' })[check];
    const seen = (opportunity: string, score: number, days = 0, sitting = 1): SpacedObservation => ({
      opportunity,
      score,
      sitting,
      at: day(days),
    });

    it('are again when missed, hard with a wrong clause, good otherwise; nothing else is a review', () => {
      const observations = [
        seen('name', 1, 2, 2),
        seen('name/clause', 0, 2, 2),
        seen('stamp', 0),
        seen('nik', 1, 1),
        seen('nik/clause', 1, 1),
        seen('some-decoy', 0),
      ];
      expect([...reviewsOf(observations, kindOf)]).to.deep.equal([
        ['D01', [review(1), review(2, 'hard')]],
        ['D02', [review(0, 'again')]],
      ]);
    });

    it('take a clause only of the same check, sitting and time', () => {
      const observations = [
        seen('name', 1),
        seen('nik/clause', 0),
        seen('name/clause', 0, 0, 2),
        seen('name/clause', 0, 1),
      ];
      expect([...reviewsOf(observations, kindOf)]).to.deep.equal([['D01', [review(0)]]]);
    });
  });
});
