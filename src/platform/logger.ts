import { randomUUID } from 'node:crypto';
import { pino, type Logger } from 'pino';
import type { RequestHandler } from 'express';

export type { Logger };

declare module 'http' {
  interface IncomingMessage {
    /** The short id that an error page shows. */
    id: string;
    /** Says with each line which request it belongs to. */
    log: Pick<Logger, 'warn' | 'error'>;
  }
}

/** One JSON object a line on stdout, times in UTC. */
export function createLogger(level: string): Logger {
  return pino({ level, timestamp: pino.stdTimeFunctions.isoTime, base: null });
}

const unlogged = /^\/(assets\/|healthz|readyz)/;

/**
 * Gives each request the short id that an error page shows, and logs its end. Logged are the method and the path without its query: no header, no
 * cookie, no body. Nothing is made for a line before it is written.
 */
export function requestLog(logger: Logger): RequestHandler {
  return (req, res, next) => {
    const started = Date.now();
    const { method, originalUrl } = req;
    // Eight random digits; Node draws the randomness of many UUIDs at once, that of `randomBytes` each time.
    const id = randomUUID().slice(0, 8).toUpperCase();
    const request = () => ({ req: { id, method, path: originalUrl.split('?')[0] } });
    req.id = id;
    req.log = {
      warn: (detail: object, text?: string) => logger.warn({ ...request(), ...detail }, text),
      error: (detail: object, text?: string) => logger.error({ ...request(), ...detail }, text),
    };
    if (!unlogged.test(originalUrl))
      res.on('close', () => {
        const end = { ...request(), res: { status: res.statusCode }, responseTime: Date.now() - started };
        if (res.statusCode >= 500) logger.error(end, 'request errored');
        else logger.info(end, res.writableFinished ? 'request completed' : 'request aborted');
      });
    next();
  };
}
