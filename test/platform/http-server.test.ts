import { once } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express from 'express';
import { createHttpServer } from '../../src/platform/http-server.ts';

describe('the server of an application', () => {
  const prototypes = (...objects: object[]): unknown[] => objects.map((each) => Object.getPrototypeOf(each) as unknown);

  it('gives requests and answers the prototypes that Express wants before it sees them, and Express keeps them', async () => {
    const app = express();
    const born: unknown[] = [];
    const served: unknown[] = [];
    app.get('/name', (req, res) => {
      served.push(...prototypes(req, res));
      res.status(201).json({ path: req.path, app: req.app === app && res.app === app });
    });
    const server = createHttpServer(app);
    server.prependListener(
      'request',
      (req: IncomingMessage, res: ServerResponse) => void born.push(...prototypes(req, res)),
    );
    server.listen(0);
    await once(server, 'listening');
    try {
      const answer = await fetch(`http://127.0.0.1:${(server.address() as AddressInfo).port}/name`);
      expect([answer.status, await answer.json()]).to.deep.equal([201, { path: '/name', app: true }]);
    } finally {
      server.close();
    }
    expect(born[0] === app.request && born[1] === app.response, 'born as Express wants them').to.equal(true);
    expect(served.length === 2 && served.every((prototype, at) => prototype === born[at]), 'kept by Express').to.equal(
      true,
    );
  });
});
