import { expect } from 'chai';
import { cardsOf, defectKindsOf, retention } from '../../../src/core/ladder/cards.ts';
import { dueAfter, retrievability, type Review } from '../../../src/core/mastery/spacing.ts';
import { content } from '../../support/content.ts';

const catalogue = content();
const at = (day: number) => new Date(Date.UTC(2015, 5, 1 + day, 3)).toISOString();
const good = (...days: number[]): Review[] => days.map((day) => ({ at: at(day), recall: 'good' }));
const cardOf = (kind: string, reviews: Review[], found: boolean, day: number) =>
  cardsOf(catalogue, 1, { reviews: new Map([[kind, reviews]]), found: new Set(found ? [kind] : []), now: at(day) }).find((card) => card.kind === kind)!;

describe('cards of defect kinds', () => {
  it('are one for each kind of the level, urgent until it was found', () => {
    const cards = cardsOf(catalogue, 1, { reviews: new Map(), found: new Set(), now: at(0) });
    expect(cards.map(({ kind }) => kind)).to.deep.equal(defectKindsOf(catalogue, 1));
    for (const card of cards) expect(card).to.include({ urgency: 1, dueAt: null, retrievability: null, reviews: 0 });
    expect(cardOf('D14', [{ at: at(0), recall: 'again' }], false, 0)).to.include({ urgency: 1, reviews: 1 });
  });

  it('are remembered, then due, then forgotten for the gate', () => {
    expect(cardOf('D14', good(0), true, 1)).to.include({ urgency: 0, critical: false });
    expect(cardOf('D14', good(0), true, 4)).to.include({ urgency: 0.5 });
    expect(cardOf('D14', good(0), true, 9)).to.include({ urgency: 1 });
    expect(cardOf('D14', good(0, 3, 9), true, 12)).to.include({ urgency: 0, reviews: 3 });
  });

  it('say when: the wanted retention is reached on that day', () => {
    for (const wanted of [retention.usual, retention.critical, 0.8]) {
      const due = Date.parse(dueAfter(good(0, 4), wanted)!);
      const days = (due - Date.parse(at(4))) / 86_400_000;
      const before = retrievability(good(0, 4), new Date(due - 86_400_000 * (days % 1 || 1)).toISOString())!;
      const after = retrievability(good(0, 4), new Date(due + 86_400_000 * (1 - (days % 1))).toISOString())!;
      expect(before).to.be.at.least(wanted);
      expect(after).to.be.at.most(wanted);
    }
    expect(dueAfter([], 0.9)).to.equal(null);
    expect(() => dueAfter(good(0), 1)).to.throw(RangeError, 'retention');
    const card = cardOf('D14', good(0), true, 1);
    expect(card.dueAt! < card.fadesAt!).to.equal(true);
  });
});
