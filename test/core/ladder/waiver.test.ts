import { expect } from 'chai';
import { standingWaiver, type WaiverRecord } from '../../../src/core/ladder/waiver.ts';

const record = (level: number, kind: WaiverRecord['kind'], at: string): WaiverRecord => ({ level, kind, reason: `${kind} ${at}`, by: 1, at });
const given = record(1, 'waived', '2015-05-01');
const withdrawn = record(1, 'withdrawn', '2015-05-02');
const again = record(1, 'waived', '2015-05-03');

describe('the waiver that stands', () => {
  const table: [string, WaiverRecord[], WaiverRecord | null][] = [
    ['is none without a record', [], null],
    ['is the one that was given', [given], given],
    ['is none after its withdrawal', [given, withdrawn], null],
    ['is the one that was given again', [given, withdrawn, again], again],
    ['is not that of another level', [record(2, 'waived', '2015-05-01')], null],
    ['is not ended by the withdrawal of another level', [given, record(2, 'withdrawn', '2015-05-02')], given],
  ];
  for (const [name, records, expected] of table) it(name, () => expect(standingWaiver(records, 1)).to.equal(expected));
});
