import { createServer, IncomingMessage, ServerResponse, type Server, type ServerOptions } from 'node:http';
import type { Express } from 'express';

/**
 * The server of an application. Express gives each request and each answer another prototype when it arrives, and the engine then keeps a shape of its own for
 * every single one of them: more than half of the time of a page went there. Here they are born with that prototype, so that nothing is left to change.
 */
export function createHttpServer(app: Express, options: ServerOptions = {}): Server {
  class AppRequest extends IncomingMessage {}
  class AppResponse extends ServerResponse {}
  app.request = underneath(AppRequest.prototype, app.request);
  app.response = underneath(AppResponse.prototype, app.response);
  return createServer({ ...options, IncomingMessage: AppRequest, ServerResponse: AppResponse }, app);
}

/** The prototype of a class, with Express's between it and Node's. */
function underneath<Prototype extends object>(prototype: object, express: Prototype): Prototype {
  return Object.setPrototypeOf(prototype, express) as Prototype;
}
