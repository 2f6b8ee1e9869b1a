import { expect } from 'chai';
import { integrityLedger, type LedgerEntry, talkIntegrity } from '../../../src/core/ladder/integrity.ts';

const work = (day: number, opportunities: number, errors = 0): LedgerEntry => ({ at: `2015-06-${String(day).padStart(2, '0')}T03:00:00.000Z`, opportunities, errors });

describe('the integrity ledger', () => {
  it('says how much a clean run proves', () => {
    for (const [clean, share] of [[6, 0.393], [20, 0.139], [59, 0.0495]] as const) expect(integrityLedger([work(1, clean)]).mostRate).to.be.closeTo(share, 0.0005);
    expect(integrityLedger([])).to.deep.equal({ opportunities: 0, errors: 0, clean: 0, mostRate: 1 });
  });

  it('counts of a conversation what tempted in it, and each fatal flag', () => {
    const observed = (opportunity: string, score: number, competency: 'ITG' | 'PMD' = 'ITG') => ({ competency, opportunity: `guide/G9/${opportunity}`, score });
    expect(talkIntegrity([observed('need', 1, 'PMD'), observed('harm/jargon', 0, 'PMD')])).to.deep.equal({ opportunities: 0, critical: 0, fatal: 0 });
    expect(talkIntegrity([observed('need', 0, 'PMD'), observed('tempted/money', 1)])).to.deep.equal({ opportunities: 1, critical: 0, fatal: 0 });
    expect(talkIntegrity([observed('tempted/money', 0), observed('flag/promise', 0), observed('flag/password', 0), observed('flag/insult', 0)])).to.deep.equal({ opportunities: 4, critical: 2, fatal: 2 });
  });

  it('counts practice and tests together in the order of time, from the last critical error on', () => {
    const ledger = integrityLedger([work(9, 8), work(1, 1), work(5, 1, 1), work(6, 1)]);
    expect(ledger).to.include({ opportunities: 11, errors: 1, clean: 9 });
    expect(integrityLedger([work(2, 8), work(3, 1, 1)])).to.include({ clean: 0, mostRate: 1 });
  });
});
