import { spawn } from 'node:child_process'; import { testsInProgress } from './test/durability/programme.ts'; import { HttpClient } from './test/support/http-client.ts'; import { freePort } from './test/support/server-process.ts'; import autocannon from 'autocannon'; import { mkdtempSync } from 'node:fs';
const folder=mkdtempSync('/tmp/pp-'); const url=`sqlite://${folder}/b.sqlite`; const [s]=await testsInProgress(url,1); const port=await freePort();
const child=spawn(process.execPath,['--cpu-prof','--cpu-prof-dir=/tmp/prof','dist/src/server.js'],{env:{...process.env,PORT:String(port),HOST:'127.0.0.1',DATABASE_URL:url,NODE_ENV:'production',SESSION_SECRET:'x'.repeat(40),LOG_LEVEL:'error',BASE_URL:`http://127.0.0.1:${port}`},stdio:['ignore','pipe','inherit']});
await new Promise(r=>child.stdout.on('data',d=>String(d).includes('ready')&&r(0)));
const c=new HttpClient(`http://127.0.0.1:${port}`); await c.signIn(s!.username,s!.password);
const path=process.argv[2]==='item'?`/sittings/${s!.sittingId}/items/1`:`/sittings/${s!.sittingId}/cases/1`;
const r=await autocannon({url:`http://127.0.0.1:${port}${path}`,connections:20,duration:6,headers:{cookie:c.cookieHeader,accept:'text/html'}}); console.log(path,r.requests.average,r.non2xx);
child.kill('SIGTERM'); await new Promise(r=>child.on('exit',r));
