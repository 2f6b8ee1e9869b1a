import { randomUUID } from 'node:crypto';
import { expect } from 'chai';
import { act, begin, closeRoom, type Room, room, scheduled } from './session-people.ts';

/** Characters that a browser sends for a line of its own, and that a page has to write otherwise. */
const typed = '\nBaris "satu" <b>&amp;\nbaris dua';

describe('work that is sent while the test is paused', function () {
  this.timeout(40_000);
  let hall: Room;
  let sitting: number;
  let invigilation: string;
  before(async () => {
    hall = await room();
    const session = await scheduled(hall, [hall.sari]);
    hall.app.clock.advance(120);
    sitting = await begin(hall.browsers.sari);
    invigilation = `/invigilation/${session}/sittings/${sitting}`;
    await hall.browsers.sari.open(`/sittings/${sitting}/cases/1`);
    await hall.browsers.pengawas.open(invigilation);
    await send('pause');
  });
  after(() => closeRoom(hall));

  const send = (kind: string) => hall.browsers.pengawas.post(invigilation, act(kind)).expect(303);
  const post = (path: string, fields: Record<string, string | string[]>) => hall.browsers.sari.post(`/sittings/${sitting}${path}`, fields);
  const actions = () => hall.app.db('actions').where({ sitting_id: sitting });
  const decode = (text: string) => text.replaceAll('&#34;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
  /** What the form of the page would send, as a browser reads it: it takes away the first line break of a textarea. */
  const held = (page: string): [string, string][] => [...page.matchAll(/<textarea hidden name="([^"]*)">\n([\s\S]*?)<\/textarea>/g)].map((match) => [match[1]!, decode(match[2]!)]);
  const action = (page: string) => /action="(\/sittings[^"]*)" data-held/.exec(page)?.[1];

  it('is refused at the desk, in a conversation and at an item by the page of the pause, which shows nothing of the work and keeps all that was sent', async () => {
    const work: [string, Record<string, string | string[]>][] = [
      ['/cases/1/actions', { id: randomUUID(), type: 'pin-finding', note: typed }],
      // Also what would come back with its faults, and so with the case.
      ['/cases/3/decision', { decision: 'return', findings: ['a', 'b'], note: typed }],
      ['/talks/8/replies', { id: randomUUID(), turn: '1', kind: 'card', card: '0', text: typed }],
      ['/talks/8/flag', { on: 'neither' }],
      ['/items/1', { choice: 'nothing', note: typed }],
    ];
    for (const [path, fields] of work) {
      const answer = await post(path, fields);
      expect(answer.status, path).to.equal(423);
      expect(answer.text).to.contain('Tes sedang dijeda').and.contain('Kirim lagi').and.not.contain('data-deadline');
      expect(action(answer.text), path).to.equal(`/sittings/${sitting}${path}`);
      expect(held(answer.text), path).to.deep.equal(Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each])));
    }
    expect(await actions()).to.deep.equal([]);
  });

  it('waits in the outbox of the page where a script sends it, and hands nothing in by itself', async () => {
    const answer = await hall.browsers.sari.postJson(`/sittings/${sitting}/cases/1/actions`, { id: randomUUID(), type: 'open-document', document: 'KTP' });
    expect([answer.status, answer.text.includes('menjeda')]).to.deep.equal([423, true]);
    const submission = await post('/submission', {});
    expect([submission.status, submission.text.includes('data-held')]).to.deep.equal([423, false]);
  });

  it('is taken as it was sent when the test goes on', async () => {
    const { text } = await post('/talks/8/replies', { id: randomUUID(), turn: '1', kind: 'card', card: '0' });
    await send('resume');
    expect((await hall.browsers.sari.post(action(text)!, Object.fromEntries(held(text)))).headers.location).to.equal(`/sittings/${sitting}/talks/8#latest`);
    expect(await actions()).to.have.length(1);
  });
});
