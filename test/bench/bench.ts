import { benchCases } from './cases.ts';
import { benchContent } from './content.ts';
import { benchItems } from './items.ts';
import { benchPages } from './pages.ts';
import { benchRescore } from './rescore.ts';
import { benchSaves } from './saves.ts';
import { benchShift } from './shift.ts';

/** One line: what, the figure, the bar, and whether it is reached. */
function line(what: string, figure: number, bar: number, unit: string, detail = ''): void {
  const value = figure >= 100 ? Math.round(figure).toLocaleString('en') : figure.toFixed(2);
  console.log(`${figure >= bar ? 'reached' : 'MISSED '}  ${what.padEnd(52)} ${value} ${unit} (bar ${bar.toLocaleString('en')}) ${detail}`);
  if (figure < bar) process.exitCode = 1;
}

const cases = benchCases();
line('cases generated on one core', cases.generated, 2_000, 'per second');
line('cases graded on one core', cases.graded, 20_000, 'per second');
const rescored = benchRescore();
line(`${rescored.sittings.toLocaleString('en')} sittings scored again, ${rescored.different} of them otherwise`, rescored.different === 0 ? rescored.perSecond : 0, 2_000, 'case grades per second', `${rescored.cases.toLocaleString('en')} cases`);
const items = benchItems();
const table = `${items.persons.toLocaleString('en')} persons x ${items.items} items`;
line(`analysis of ${table} against one plain EM iteration`, items.textbook / items.whole, 0.3, 'times as fast', `${items.whole.toFixed(2)} s against ${items.textbook.toFixed(2)} s`);
line(`analysis of ${table} against 10 s, the slower of two`, 10 / Math.max(items.whole, items.gaps), 1, 'times as fast', `${items.whole.toFixed(2)} s with all answers, ${items.gaps.toFixed(2)} s with a tenth missing`);
const pack = benchContent();
line(`content pack of ${pack.lines.toLocaleString('en')} lines against 300 ms`, 300 / pack.cached, 1, 'times as fast', `${Math.round(pack.cached)} ms remembered, ${Math.round(pack.parsed)} ms parsed, ${Math.round(pack.first)} ms the first time`);
const saves = await benchSaves();
line('group commit against one commit per insert', saves.ours / saves.naive, 5, 'times', `${Math.round(saves.ours)} against ${Math.round(saves.naive)} saves/s, 50 people`);
const shift = await benchShift();
line(`an act in a shift with ${shift.arrivals} arrivals against 20 ms, p95`, 20 / shift.act, 1, 'times as fast', `${shift.act.toFixed(1)} ms, board ${shift.board.toFixed(1)} ms, ${shift.acts} acts`);
for (const { page, bytes, bare, ours } of await benchPages())
  line(`${page} against bare Express + EJS of ${bytes} bytes`, ours / bare, 0.5, 'of its requests', `${Math.round(ours)} against ${Math.round(bare)} requests/s`);
