import type { Request, Response } from 'express';
import { currentUser } from './auth.ts';
import { TooManyRequestsError } from './errors.ts';
import type { Logger } from './logger.ts';

/** Browsers allow six connections to one server: streams must leave some for pages. */
const mostPerPerson = 3;
const lookEvery = 2_000;
/** In looks: a stream that is silent for longer than this is taken for cut by the browser. */
const beatEvery = 5;
/** Who asked or listened within so many milliseconds is connected. */
const connectedFor = 12_000;

interface Stream {
  topic: number;
  personId: number;
  login: string;
  res: Response;
  said: string;
}

interface Options {
  now: () => Date;
  logger: Logger;
  /** The state of each of these topics as text; one that is not given any more has ended. Asked for all of them at once. */
  read(topics: number[]): Promise<Map<number, string>>;
  /** Of these sessions of browsers those in which somebody is signed in. */
  signedIn(logins: string[]): Promise<Set<string>>;
}

/**
 * Tells browsers by server-sent events when the state of what they look at has changed. All streams share one look at the database every two seconds,
 * so that a change by another process is seen too, and a look at once when this process has changed something; no stream holds a connection to the
 * database. Nothing here is needed for correctness: after a restart a browser connects again and is told the state of that moment first.
 */
export class Live {
  private readonly options: Options;
  private readonly streams = new Set<Stream>();
  private readonly seen = new Map<number, number>();
  private readonly opened = new Map<number, string>();
  private timer: NodeJS.Timeout | null = null;
  private looks = 0;
  private closed = false;
  private looking: Promise<void> = Promise.resolve();

  constructor(options: Options) {
    this.options = options;
  }

  /** Answers by a stream, or with the state as JSON to who does not ask for one: that is the way when streams are cut. */
  async answer(req: Request, res: Response, topic: number): Promise<void> {
    const streaming = req.accepts(['json', 'text/event-stream']) === 'text/event-stream';
    const personId = currentUser(res).id;
    if (streaming && [...this.streams].filter((stream) => stream.personId === personId).length >= mostPerPerson)
      throw new TooManyRequestsError(new Date(this.options.now().getTime() + lookEvery));
    const state = (await this.options.read([topic])).get(topic) ?? 'null';
    this.note(topic);
    res.set('Cache-Control', 'no-store, no-transform');
    if (!streaming) return void res.type('json').send(this.told(state));
    if (res.destroyed) return;
    // No-transform keeps the compression away, the last one the buffer of a proxy.
    res.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'X-Accel-Buffering': 'no', Connection: 'keep-alive' });
    res.flushHeaders();
    const stream: Stream = { topic, personId, login: req.sessionID, res, said: state };
    this.streams.add(stream);
    this.opened.set(topic, this.options.now().toISOString());
    res.on('close', () => this.drop(stream));
    res.write(`retry: 2000\nevent: state\ndata: ${this.told(state)}\n\n`);
    this.timer ??= setInterval(() => void this.look(), lookEvery).unref();
  }

  /** Whether somebody listens to this topic, or has asked just now. */
  isConnected(topic: number): boolean {
    const now = this.options.now().getTime();
    return [...this.streams].some((stream) => stream.topic === topic) || now - (this.seen.get(topic) ?? -Infinity) < connectedFor;
  }

  /** When a page of this topic was last opened here; null when it was not. */
  lastOpened(topic: number): string | null {
    return this.opened.get(topic) ?? null;
  }

  /** Looks now, after a look that is going on: to be called when something was changed here. */
  look(): Promise<void> {
    this.looking = this.looking.then(() => this.tell()).catch((error: unknown) => this.options.logger.error({ err: error }, 'look failed'));
    return this.looking;
  }

  /** Ends every stream, and resolves when the last look is over; the browsers come back when there is a server again. */
  async close(): Promise<void> {
    this.closed = true;
    for (const stream of this.streams) stream.res.end();
    await this.looking;
  }

  private async tell(): Promise<void> {
    if (this.streams.size === 0 || this.closed) return;
    const all = [...this.streams];
    const states = await this.options.read([...new Set(all.map(({ topic }) => topic))]);
    const signedIn = await this.options.signedIn([...new Set(all.map(({ login }) => login))]);
    this.looks += 1;
    for (const stream of all) {
      const state = states.get(stream.topic);
      if (state === undefined || !signedIn.has(stream.login)) {
        stream.res.end('event: end\ndata: {}\n\n');
        continue;
      }
      this.note(stream.topic);
      if (state !== stream.said) stream.res.write(`event: state\ndata: ${this.told(state)}\n\n`);
      else if (this.looks % beatEvery === 0) stream.res.write('event: beat\ndata: {}\n\n');
      stream.said = state;
    }
  }

  private note(topic: number): void {
    this.seen.set(topic, this.options.now().getTime());
  }

  private drop(stream: Stream): void {
    this.streams.delete(stream);
    if (this.streams.size > 0 || !this.timer) return;
    clearInterval(this.timer);
    this.timer = null;
  }

  private told(state: string): string {
    return JSON.stringify({ now: this.options.now().toISOString(), state: JSON.parse(state) as unknown });
  }
}
