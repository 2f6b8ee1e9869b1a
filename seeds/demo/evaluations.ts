import type { Draft, PlanItem, Recommendation } from '../../src/core/evaluation/decision.ts';
import type { DemoTrainee } from './people.ts';
import { dayMs, type Person, type Stage } from './stage.ts';

const comments: Record<number, string> = {
  4: 'Mencocokkan register sebelum memutuskan dan mencatat alasannya.',
  1: 'Memutuskan sebelum berkas dibuka.',
};

type Opinion = 'sound' | 'strong' | 'weak';
const opinions: Record<Opinion, { points: (dimension: string) => 2 | 3 | 4; recommendation: Recommendation; reasons: string }> = {
  sound: { points: () => 3, recommendation: 'promote', reasons: 'Pekerjaan tertib; surat dan dasar hukumnya tepat.' },
  strong: { points: (id) => (id === 'verification' ? 4 : 3), recommendation: 'promote', reasons: 'Pemeriksaan lengkap: dokumen dibuka dan dicek silang sebelum putusan.' },
  weak: {
    points: (id) => (id === 'letter' || id === 'guidance' || id === 'control' ? 2 : 3),
    recommendation: 'hold',
    reasons: 'Surat kepada pemohon belum menyebut cara menjawab secara daring, dan pertanyaan warga dijawab terlalu singkat.',
  },
};

/** What the evaluators say in turn, as far as they are asked: the held one is adjudicated by a third, the one that waits has a first marking only. */
const said: Partial<Record<DemoTrainee['stage'], readonly Opinion[]>> = {
  promoted: ['strong', 'sound', 'sound'],
  held: ['weak', 'sound', 'weak'],
  'second-marker': ['weak'],
};

export async function evaluate(stage: Stage, person: Person, trainee: DemoTrainee, markers: readonly number[]): Promise<void> {
  // The first marking of a file that waits for its second one is not that of the demonstration account.
  const turn = trainee.stage === 'second-marker' ? markers.slice(1) : markers;
  for (const [index, opinion] of (said[trainee.stage] ?? []).entries()) {
    await stage.at.reach(new Date(stage.at.now.getTime() + 0.6 * dayMs));
    if (await mark(stage, person, turn[index]!, opinion)) return;
  }
}

/** Whether the outcome was published. */
async function mark({ services, at }: Stage, person: Person, marker: number, opinion: Opinion): Promise<boolean> {
  const waiting = (await services.queue.list(marker)).find(({ traineeId }) => traineeId === person.id);
  if (!waiting) throw new Error(`no evaluation waits for trainee ${person.id}`);
  const evaluation = await services.evaluations.forEvaluator(waiting.id, marker);
  const steps = (await services.evaluations.caseWork(evaluation, 1)).work.actions.length;
  const { points, recommendation, reasons } = opinions[opinion];
  const ratings: Draft['ratings'] = Object.fromEntries(
    services.catalogue.rubric.dimensions.map(({ id }, index) => [
      id,
      { points: points(id), evidence: [{ case: 1, step: Math.min(steps, 1 + index * 2) }], comment: comments[points(id)] ?? '' },
    ]),
  );
  const until = (days: number) => new Date(at.now.getTime() + days * dayMs).toISOString().slice(0, 10);
  const plan: PlanItem[] = [
    { competency: 'KEP', action: 'Sepuluh latihan dengan surat pengembalian.', until: until(30) },
    { competency: 'PMD', action: 'Satu sesi memandu warga bersama pelatih.', until: until(45) },
  ];
  return services.markings.mark(evaluation, marker, { ratings, recommendation, reasons, plan: recommendation === 'hold' ? plan : [] });
}

/** Who asks for an appeal: one waits for its panel, one has been decided. */
const appellants: Readonly<Record<string, { daysAgo: number; isDecided: boolean; kind: 'content' | 'rating'; reason: string }>> = {
  bagja: { daysAgo: 1, isDecided: false, kind: 'content', reason: 'Soal tentang jangka waktu izin menurut saya mempunyai dua jawaban yang sama-sama benar.' },
  herman: { daysAgo: 4, isDecided: true, kind: 'rating', reason: 'Menurut saya surat pengembalian pada kasus pertama sudah menyebut cara menjawab secara daring.' },
};

/** Files what this trainee has to say against his result, if anything, and lets the panel decide it where it has been. */
export async function appeal({ services, at }: Stage, person: Person, { username }: DemoTrainee, today: Date, panel: readonly number[]): Promise<void> {
  const said = appellants[username];
  const test = (await services.tests.standing(person)).tests.find(({ result }) => result !== null);
  if (!said || !test || (said.isDecided && !test.evaluation?.decidedAt)) return;
  await at.reach(new Date(today.getTime() - said.daysAgo * dayMs));
  await services.appeals.file(person.id, test.sittingId, { kind: said.kind, reason: said.reason });
  if (!said.isDecided) return;
  const id = (await services.appeals.queue(panel[0]!)).find((each) => each.appeal.traineeId === person.id)!.appeal.id;
  for (const member of panel) {
    await at.reach(new Date(at.now.getTime() + 0.8 * dayMs));
    await services.appeals.vote(id, member, { vote: 'reject', remedy: 'none', reason: 'Surat pada kasus pertama menyebut kekurangan, tetapi tidak menyebut cara menjawab.' });
  }
}
