import type { RequestHandler } from 'express';
import session from 'express-session';
import type { Config } from '../config.ts';
import type { SessionStore } from './session-store.ts';

/** The cookie holds an id and nothing else; how long it is worth something is decided by the store. */
export function sessions(store: SessionStore, config: Config): RequestHandler {
  const secure = config.production && config.baseUrl.startsWith('https:');
  return session({
    store,
    name: secure ? '__Host-session' : 'session',
    secret: config.sessionSecret,
    resave: false,
    saveUninitialized: false,
    // A secure cookie is sent when the proxy in front says that it was reached by https.
    proxy: secure || undefined,
    cookie: { httpOnly: true, sameSite: 'lax', secure, path: '/' },
  });
}
