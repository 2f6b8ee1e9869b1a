import type { Request, RequestHandler, Response } from 'express';
import passport from 'passport';
import { Strategy } from 'passport-local';
import type { CurrentUser } from './roles.ts';

/** What signing in needs to know about accounts. */
export interface Accounts {
  /** The person with this name and password, or null; takes as long for a name that nobody has. */
  authenticate(username: string, password: string): Promise<CurrentUser | null>;
  /** The person with the roles of now, or null when unknown or disabled. One query. */
  findActive(id: number): Promise<CurrentUser | null>;
}

export interface Authentication {
  /** Loads the signed-in person of each request into `res.locals.user`. */
  middleware: RequestHandler;
  /** Checks name and password and, if they are right, begins a new session; null if they are wrong. */
  signIn(req: Request, res: Response): Promise<CurrentUser | null>;
  /** Ends the session. */
  signOut(req: Request): Promise<void>;
}

/** Passport with a name and a password; a person who was disabled is signed out by the next request. */
export function createAuthentication(accounts: Accounts): Authentication {
  const authenticator = new passport.Passport();
  authenticator.use(
    new Strategy((username, password, done) => {
      accounts.authenticate(username, password).then((user) => done(null, user ?? false), done);
    }),
  );
  authenticator.serializeUser((user, done) => done(null, (user as CurrentUser).id));

  return {
    // As passport's own session strategy, without what that builds for every request.
    async middleware(req, res, next) {
      const { passport: login } = req.session;
      const user = login?.user === undefined ? null : await accounts.findActive(login.user);
      if (login && !user) delete login.user;
      res.locals.user = user;
      next();
    },
    async signIn(req, res) {
      const user = await new Promise<CurrentUser | null>((resolve, reject) => {
        const answer = (error: unknown, found: CurrentUser | false) => (error ? reject(error) : resolve(found || null));
        authenticator.authenticate('local', answer)(req, res, reject);
      });
      if (!user) return null;
      await promised((done) => req.logIn(user, done));
      // A browser follows the redirect before the last store of this answer: the token of its forms must stand by then, or that store would replace it.
      (res.locals.csrfToken as () => string)();
      await promised((done) => req.session.save(done));
      return user;
    },
    signOut: (req) => promised((done) => req.session.destroy(done)),
  };
}

/** The signed-in person; throws on a route that is open to everybody. */
export function currentUser(res: Response): CurrentUser {
  const user = res.locals.user as CurrentUser | null | undefined;
  if (!user) throw new Error('currentUser on a route that does not ask for a signed-in person');
  return user;
}

function promised(work: (done: (error?: unknown) => void) => void): Promise<void> {
  return new Promise((resolve, reject) => work((error) => (error ? reject(error) : resolve())));
}
