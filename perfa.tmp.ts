import { spawn } from 'node:child_process'; import { readFileSync, mkdtempSync } from 'node:fs'; import { testsInProgress } from './test/durability/programme.ts'; import { HttpClient } from './test/support/http-client.ts'; import { freePort } from './test/support/server-process.ts'; import autocannon from 'autocannon';
const out=process.argv[2]??'dist'; const prof=process.argv[3];
const folder=mkdtempSync('/tmp/pp-'); const url=`sqlite://${folder}/b.sqlite`; const [s]=await testsInProgress(url,1); const port=await freePort();
const child=spawn(process.execPath,[...(prof?['--cpu-prof','--cpu-prof-dir=/tmp/prof']:[]),out+'/src/server.js'],{env:{...process.env,PORT:String(port),HOST:'127.0.0.1',DATABASE_URL:url,NODE_ENV:'production',SESSION_SECRET:'x'.repeat(40),LOG_LEVEL:'error',BASE_URL:`http://127.0.0.1:${port}`},stdio:['ignore','pipe','inherit']});
await new Promise(r=>child.stdout.on('data',d=>String(d).includes('ready')&&r(0)));
const base=`http://127.0.0.1:${port}`; const c=new HttpClient(base); await c.signIn(s!.username,s!.password);
const cpu=(pid:number)=>{const f=readFileSync(`/proc/${pid}/stat`,'utf8').split(' '); return (Number(f[13])+Number(f[14]))*10;};
const once=async(pid:number,u:string,cookie:string,duration:number)=>{const h:any={accept:'text/html'}; if(cookie)h.cookie=cookie; const c0=cpu(pid); const r=await autocannon({url:u,connections:20,duration,headers:h}); if(r.non2xx||r.errors) throw new Error('bad '+u+' '+r.non2xx+' '+r.errors); return {us:(cpu(pid)-c0)*1000/r.requests.total, rps:r.requests.average};};
const med=(l:number[])=>l.sort((a,b)=>a-b)[l.length>>1]!;
const pages=[['desk',`/sittings/${s!.sittingId}/cases/1`],['item',`/sittings/${s!.sittingId}/items/1`]].filter(([n])=>!prof||n===prof);
for (const [name,path] of pages as string[][]) { const bytes=(await c.open(path!)).length; 
 if(prof){ await once(child.pid!,base+path,c.cookieHeader,8); continue; }
 const bare=spawn(process.execPath,['test/bench/bare-server.mjs',String(bytes)],{env:{...process.env,NODE_ENV:'production'},stdio:['ignore','pipe','inherit']}); const bport=await new Promise<number>(r=>bare.stdout.once('data',d=>r(Number(String(d).split(' ')[1]))));
 const b:any[]=[],o:any[]=[]; await once(bare.pid!,`http://127.0.0.1:${bport}/`,'',2); await once(child.pid!,base+path,c.cookieHeader,2);
 for(let i=0;i<3;i++){ b.push(await once(bare.pid!,`http://127.0.0.1:${bport}/`,'',2)); o.push(await once(child.pid!,base+path,c.cookieHeader,2)); }
 const B=med(b.map(x=>x.us)),O=med(o.map(x=>x.us)); console.log(name,bytes,'bare us',B|0,'ours us',O|0,'cpu ratio',(B/O).toFixed(3),'rps ratio',(med(o.map(x=>x.rps))/med(b.map(x=>x.rps))).toFixed(3), 'rps', med(b.map(x=>x.rps))|0, med(o.map(x=>x.rps))|0); bare.kill(); }
child.kill('SIGTERM'); await new Promise(r=>child.on('exit',r)); process.exit();
