import { once } from 'node:events';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import { testPassword } from '../../support/app.ts';
import { HttpClient } from '../../support/http-client.ts';
import { act, begin, closeRoom, type Room, room, scheduled } from './session-people.ts';

/** Reads a stream event by event. */
class Events {
  private text = '';
  private readonly reader: ReadableStreamDefaultReader<string>;

  constructor(answer: Response) {
    this.reader = answer.body!.pipeThrough(new TextDecoderStream() as never).getReader() as never;
  }

  /** The next event but beats, or null when the stream ends. */
  async next(): Promise<{ event: string; data: { now: string; state: { deadlineAt: string; pausedAt: string | null; submittedAt: string | null } } } | null> {
    for (;;) {
      const end = this.text.indexOf('\n\n');
      if (end >= 0) {
        const lines = this.text.slice(0, end).split('\n');
        this.text = this.text.slice(end + 2);
        const field = (name: string) => lines.find((line) => line.startsWith(`${name}: `))!.slice(name.length + 2);
        if (field('event') !== 'beat') return { event: field('event'), data: JSON.parse(field('data')) };
      }
      const { value, done } = await this.reader.read();
      if (done) return null;
      this.text += value;
    }
  }

  close = () => this.reader.cancel();
}

describe('the events of a running test', function () {
  this.timeout(30_000);
  let hall: Room;
  let server: Server;
  let base: string;
  let sitting: number;
  let session: number;
  let sari: HttpClient;
  before(async () => {
    hall = await room();
    session = await scheduled(hall, [hall.sari, hall.tuti]);
    hall.app.clock.advance(120);
    sitting = await begin(hall.browsers.sari);
    server = hall.app.app.listen(0, '127.0.0.1');
    await once(server, 'listening');
    base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    sari = await client('sari');
  });
  after(async () => {
    await hall.app.services.live.close();
    await hall.app.services.board.close();
    server.closeAllConnections();
    server.close();
    await closeRoom(hall);
  });

  const client = async (name: string) => {
    const made = new HttpClient(base);
    await made.signIn(name, testPassword);
    return made;
  };
  const stream = { headers: { accept: 'text/event-stream', 'accept-encoding': 'gzip, br' } };
  const open = async (who: HttpClient, path = `/sittings/${sitting}/events`) => {
    const answer = await who.request(path, stream);
    expect(answer.status).to.equal(200);
    return { answer, events: new Events(answer) };
  };
  const test = () => hall.app.services.interventions.test(session, sitting);
  const done = async (kind: 'pause' | 'resume' | 'extend', minutes = 0) => {
    const { reason, token } = act(kind);
    await hall.app.services.interventions.act(await test(), hall.pengawas, { kind, minutes, reason, token });
  };

  it('begin with the state of now and follow each act at once; they are neither compressed nor kept', async () => {
    const { answer, events } = await open(sari);
    expect(answer.headers.get('content-type')).to.equal('text/event-stream; charset=utf-8');
    expect(answer.headers.get('content-encoding')).to.equal(null);
    expect(answer.headers.get('cache-control')).to.equal('no-store, no-transform');
    const first = (await events.next())!.data.state;
    expect(Object.keys(first)).to.have.members(['deadlineAt', 'pausedAt', 'screen', 'submittedAt']);
    const started = performance.now();
    await done('extend', 10);
    const second = (await events.next())!.data.state;
    expect(Date.parse(second.deadlineAt) - Date.parse(first.deadlineAt)).to.equal(600_000);
    await done('pause');
    expect((await events.next())!.data.state.pausedAt).to.equal(hall.app.clock.now().toISOString());
    await done('resume');
    expect((await events.next())!.data.state.pausedAt).to.equal(null);
    expect(performance.now() - started).to.be.below(2_000);
    await events.close();
  });

  it('tell within three seconds what another process has changed', async () => {
    const { events } = await open(sari);
    const { deadlineAt } = (await events.next())!.data.state;
    const later = new Date(Date.parse(deadlineAt) + 300_000).toISOString();
    const row = { sitting_id: sitting, kind: 'extend', minutes: 5, reason: 'Dari proses yang lain.', deadline_before: deadlineAt, deadline_after: later, token: 'other', made_by: hall.pengawas, made_at: later };
    await hall.app.db('sitting_interventions').insert(row);
    await hall.app.db('sittings').where({ id: sitting }).update({ deadline_at: later });
    const started = performance.now();
    expect((await events.next())!.data.state.deadlineAt).to.equal(later);
    expect(performance.now() - started).to.be.below(3_000);
    await events.close();
  });

  it('are asked for as JSON when streams are cut, by the same address', async () => {
    const answer = await sari.request(`/sittings/${sitting}/events`, { headers: { accept: 'application/json' } });
    const { now, state } = (await answer.json()) as { now: string; state: { deadlineAt: string } };
    expect([now, state.deadlineAt]).to.deep.equal([hall.app.clock.now().toISOString(), (await test()).deadlineAt]);
  });

  it('are nobody else\'s, and at most three at once', async () => {
    expect((await (await client('tuti')).request(`/sittings/${sitting}/events`, stream)).status).to.equal(404);
    const three = [await open(sari), await open(sari), await open(sari)];
    expect((await sari.request(`/sittings/${sitting}/events`, stream)).status).to.equal(429);
    expect(hall.app.services.live.isConnected(sitting)).to.equal(true);
    for (const { events } of three) await events.close();
  });

  it('end when the person signs out', async () => {
    const other = await client('sari');
    const { events } = await open(other);
    await events.next();
    await hall.app.services.sessions.endAllOf(hall.sari);
    expect((await events.next())!.event).to.equal('end');
    expect(await events.next()).to.equal(null);
  });

  it('tell the board of a session that somebody came', async () => {
    const { events } = await open(await client('pengawas'), `/invigilation/${session}/events`);
    const first = JSON.stringify((await events.next())!.data.state);
    expect(first).to.contain('"absent"');
    await begin(hall.browsers.tuti);
    void hall.app.services.board.look();
    expect(JSON.stringify((await events.next())!.data.state)).to.not.contain('"absent"');
    await events.close();
  });
});
