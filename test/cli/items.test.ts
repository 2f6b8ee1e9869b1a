import { expect } from 'chai';
import fc from 'fast-check';
import { analyseCommand } from '../../src/cli/item-commands.ts';
import { progressBar } from '../../src/cli/progress.ts';
import { parseResponses, readResponses } from '../../src/cli/responses-file.ts';
import { UsageError } from '../../src/cli/usage-error.ts';
import { lsat } from '../core/analysis/samples.ts';

const csv = (rows: readonly (readonly unknown[])[]) => rows.map((row) => row.join(',')).join('\n');

describe('a table of points as CSV', () => {
  it('takes commas, semicolons with decimal commas, tabs, quotes, blank lines, a mark of byte order and any end of line', () => {
    const expected = { items: ['Q1', 'Q 2'], rows: [[1, 2.5], [0, null], [null, 4]], max: [1, 4] }; // prettier-ignore
    for (const text of [
      'Q1,Q 2\n1,2.5\n0,\n,4\n',
      '\uFEFFQ1;Q 2\r\n1;2,5\r\n0;\r\n;4\r\n',
      'Q1\tQ 2\n1\t2.5\n\n0\tNA\nNA\t4.0',
      '"Q1" , "Q 2"\n"1","2.5"\n"0",""\n,"4"',
      'Q1,Q 2\r1,2.5\r0,\r,4',
    ])
      expect(parseResponses(text), JSON.stringify(text)).to.deep.equal(expected);
    expect(parseResponses('"say ""so"", please",b\n1,0\n0,1').items).to.deep.equal(['say "so", please', 'b']);
  });

  it('leaves out columns that are no items, and takes one to tell groups apart', () => {
    const text = 'person,sex,Q1,Q2\nA,f,1,0\nB,m,0,1\nC,,1,1';
    const { items, rows, focal } = parseResponses(text, { ignore: 'person', group: 'sex', focal: 'f' });
    expect({ items, rows, focal }).to.deep.equal({ items: ['Q1', 'Q2'], rows: [[1, 0], [0, 1], [1, 1]], focal: [true, false, null] }); // prettier-ignore
  });

  const wrong: [string, string, RegExp, Record<string, string>?][] = [
    ['nothing', '\n \n', /^responses: the file is empty; its first row names the items$/],
    ['no names', '1,0\n0,1\n', /^responses: line 1: only numbers; put a first row/],
    ['an empty name', 'Q1,,Q3\n1,0,1\n1,0,1', /^responses: line 1, column 2: no name; name every column/],
    ['a name twice', 'Q1,Q2,Q1\n1,0,1', /^responses: line 1, column 3: 'Q1' is also the name of column 1; every name is used once/],
    ['a short row', 'Q1,Q2\n1,0\n\n1\n', /^responses: line 4: 1 columns where the first row names 2; leave a cell empty/],
    ['a word', 'Q1,Q2\n1,0\n1,yes\n', /^responses: line 3, column 2 \(Q2\): 'yes' is no number of points; write 0, 1 .* --ignore$/],
    ['a decimal comma between commas', 'Q1,Q2\n1,0\n"0,5",1', /^responses: line 3, column 1 \(Q1\): '0,5' is no number/],
    ['points below 0', 'Q1,Q2\n1,-1\n', /^responses: there is one person at most/],
    ['points below 0 of two', 'Q1,Q2\n1,-1\n1,1', /^responses: line 2, column 2 \(Q2\): '-1' is below 0/],
    ['one item', 'Q1\n1\n0', /^responses: there is one item at most/],
    ['an open quote', 'Q1,Q2\n1,"0\n1,1', /^responses: line 2, column 2: a quotation mark that is not closed/],
    ['a quote in a cell', 'Q1,Q2\n1,0"\n1,1', /^responses: line 2, column 2: a quotation mark/],
    ['endless text', `Q1,Q2\n1,${'x'.repeat(1e5)}\n1,1`, /^.{20,250}$/],
    ['an unknown column', 'Q1,Q2,Q3\n1,0,1\n0,1,1', /^ignore: there is no column 'name'/, { ignore: 'name' }],
    ['a group without a focal one', 'Q1,Q2,g\n1,0,a\n0,1,b', /^group: give both/, { group: 'g' }],
    ['a focal group of nobody', 'Q1,Q2,g\n1,0,a\n0,1,b', /^focal: 'c' and one other value/, { group: 'g', focal: 'c' }],
  ];
  for (const [what, text, message, options] of wrong)
    it(`names line, column and the way out of ${what}`, () => expect(() => parseResponses(text, options)).to.throw(UsageError, message));

  it('refuses a file that is not there', () => {
    expect(() => readResponses('no-such-file.csv')).to.throw(UsageError, /^responses: .*no-such-file/);
    expect(() => readResponses('docs/desk.png')).to.throw(UsageError, /is no CSV text; save the sheet as "CSV UTF-8"$/);
  });

  it('answers any text with a table or a usage error', () => {
    const text = fc.array(fc.constantFrom(...'Qa1,;\n\t" .-0N\r'), { maxLength: 40 }).map((letters) => letters.join(''));
    fc.assert(
      fc.property(text, (each) => {
        try {
          analyseCommand(each, {});
        } catch (error) {
          expect(error).to.be.instanceOf(UsageError);
          expect((error as Error).message).to.match(/^responses: [^\n]+$/);
        }
      }),
      { numRuns: 300 },
    );
  });
});

describe('items analyse', () => {
  it('says what the design asks of a test and of each item', () => {
    const result = JSON.parse(JSON.stringify(analyseCommand(csv([['Q1', 'Q2', 'Q3', 'Q4', 'Q5'], ...lsat]), {})));
    expect(Object.keys(result)).to.deep.equal(['persons', 'complete', 'mean', 'sd', 'alpha', 'sem', 'provisional', 'flags', 'rasch', 'items']);
    expect(result).to.deep.include({ persons: 1000, complete: 1000, provisional: [] });
    expect(result.alpha).to.be.closeTo(0.295, 0.0005);
    expect(result.sem).to.be.closeTo(result.sd * Math.sqrt(1 - result.alpha), 1e-6);
    expect(result.rasch.logLikelihood).to.be.closeTo(-2466.9376, 0.0001);
    expect(result.items[0]).to.include({ item: 'Q1', n: 1000, missing: 0, p: 0.924 });
    expect(result.items[0].pointBiserial).to.be.closeTo(0.113, 0.0005);
    expect(result.items[0].difficulty).to.be.closeTo(-2.73, 0.001);
    expect(result.items[0].flags[0]).to.deep.include({ key: 'weak', limit: 0.15, n: 1000, least: 100, provisional: false });
    expect(result.items[0]).to.not.have.any.keys('uncalibrated', 'dif');
  });

  it('marks what rests on too few persons, and tells of groups', () => {
    const result = JSON.parse(JSON.stringify(analyseCommand('Q1,Q2,Q3,g\n1,1,1,a\n1,0,1,b\n0,1,1,a\n0,0,1,b\n1,0,1,a\n0,1,1,b', { group: 'g', focal: 'a' })));
    expect(result.provisional).to.deep.equal(['alpha']);
    expect(result.items[0].provisional).to.include.members(['p', 'pointBiserial', 'difficulty']);
    expect(result.items[2]).to.include({ uncalibrated: 'all-right', difficulty: null });
    expect(result.rasch.stage).to.equal('too-few');
  });
});

describe('the progress bar', () => {
  const drawn = (isTTY: boolean, steps: [number, number][]) => {
    let [text, clock] = ['', 0];
    const tell = progressBar({ isTTY, write: (each) => (text += each) }, 'work', () => clock);
    for (const [at, share] of steps) {
      clock = at;
      tell(share);
    }
    return text;
  };

  it('is silent for a second of work', () => {
    for (const terminal of [true, false]) expect(drawn(terminal, [[10, 0.2], [999, 0.9], [1_100, 1]])).to.equal(''); // prettier-ignore
  });

  it('is drawn over on a terminal and wiped away, and elsewhere writes a line for each tenth', () => {
    const steps: [number, number][] = [[500, 0.1], [1_000, 0.25], [1_100, 0.251], [1_200, 0.5], [1_300, 1]]; // prettier-ignore
    expect(drawn(true, steps)).to.equal(`\rwork [${'#'.repeat(8)}${'.'.repeat(22)}] 25 %\rwork [${'#'.repeat(15)}${'.'.repeat(15)}] 50 %\r\u001B[K`);
    expect(drawn(false, steps)).to.equal('work: 20 %\nwork: 50 %\n');
  });
});
