import { demoQuestions } from '../../../seeds/demo/questions.ts';
import type { Draft } from '../../../src/features/authoring/work-kind.ts';
import type { TestApp } from '../../support/app.ts';

/** Two trainers and a trainee, and the questions of the demonstration as drafts; `publish` puts one in use. */
export async function withQuestions(test: TestApp, documents: Readonly<Record<string, Draft>> = demoQuestions) {
  const author = { id: await test.addUser('ani', 'trainer') };
  const reviewer = { id: await test.addUser('budi', 'trainer') };
  const trainee = { id: await test.addUser('tini', 'trainee') };
  const { works } = test.services;
  await works.createMany(author, 'question', Object.entries(documents).map(([code, document]) => ({ code, document })));
  const publish = async (code: string) => {
    const work = (await works.byCode('question', code))!;
    await works.submit(author, work, work.draft.revision, 'Soal latihan pertama.');
    await works.decide(reviewer, (await works.byCode('question', code))!, 'publish', 1, 'Sudah diperiksa.');
    return work.id;
  };
  return { author, reviewer, trainee, publish };
}
