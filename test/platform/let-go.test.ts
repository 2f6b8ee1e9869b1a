import { once } from 'node:events';
import { createServer, get } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect } from 'chai';
import express, { type Request, type Response } from 'express';
import { letGo } from '../../src/platform/let-go.ts';

describe('what an answer was made from', () => {
  /** Answers after `work`; gives the request and the answer when the connection of the answer is over. */
  async function answered(work: (cut: () => void) => Promise<void>): Promise<{ req: Request; res: Response }> {
    const app = express();
    app.use(letGo);
    const seen = new Promise<{ req: Request; res: Response }>((resolve, reject) => {
      app.get('/', (req, res) => {
        Object.assign(req, { session: { user: 1 } });
        res.locals.user = { name: 'Sari' };
        res.on('close', () => setImmediate(() => resolve({ req, res })));
        work(() => client.destroy()).then(() => res.send('Halo'), reject);
      });
    });
    const server = createServer(app).listen(0);
    await once(server, 'listening');
    const client = get({ port: (server.address() as AddressInfo).port, agent: false }, (answer) => answer.resume());
    client.on('error', () => {});
    return seen.finally(() => server.close());
  }

  it('is let go of when the answer is sent', async () => {
    const { req, res } = await answered(async () => {});
    expect([res.locals, req.session]).to.deep.equal([{}, undefined]);
  });

  it('stays with the work of whoever was cut off', async () => {
    const { req, res } = await answered(async (cut) => {
      cut();
      await new Promise((resolve) => setTimeout(resolve, 50));
    });
    expect([res.locals, req.session]).to.deep.equal([{ user: { name: 'Sari' } }, { user: 1 }]);
  });
});
