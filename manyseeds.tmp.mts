import { seedDemo } from '/work/main/seeds/demo/demo.ts';
import { createServices } from '/work/main/src/services.ts';
import { createDatabase } from '/work/main/src/platform/database.ts';
import { migrateLatest } from '/work/main/src/platform/migrate.ts';
import { testConfig } from '/work/main/test/support/app.ts';
import { content } from '/work/main/test/support/content.ts';
let bad = 0;
for (let i = 0; i < 8; i++) {
  const db = createDatabase('sqlite::memory:');
  await migrateLatest(db);
  const services = createServices({ db, now: () => new Date('2015-05-28T03:00:00Z'), config: testConfig(), content: content() });
  try { await seedDemo(services); const open = []; 
    for (const u of ['gilang']) { const { id } = await db('users').where({ username: u }).first('id'); open.push((await services.tests.standing({ id })).test); }
    console.log(i, 'ok', (await db('evaluations').count({ n: '*' }))[0].n, open.join()); }
  catch (e) { bad++; console.log(i, (e as Error).message); }
  await db.destroy();
}
console.log('bad', bad);
