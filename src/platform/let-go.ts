import type { RequestHandler } from 'express';

/**
 * Lets go of what an answer was made from once it is sent. Node holds on to the requests of a connection for a while, and all that hangs on them is copied by
 * every collection of young objects: a quarter of the time of a page went there.
 */
export const letGo: RequestHandler = (req, res, next) => {
  res.on('close', () => {
    // Who was cut off may still be at work.
    if (!res.writableFinished) return;
    res.locals = {};
    (req as { session?: unknown }).session = undefined;
  });
  next();
};
