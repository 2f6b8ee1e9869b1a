import { emptyFixed } from '../../src/features/scenarios/fixed-input.ts';
import { emptyRecipe } from '../../src/features/scenarios/scenario-input.ts';
import type { Draft } from '../../src/features/authoring/work-kind.ts';
import { dayMs, type Stage } from './stage.ts';

/** A bank to look at: a scenario in use with a comment, one that waits for its review, a recipe that is being written, and a fixed case. */
export async function seedBank({ services, at }: Stage, trainer: number, reviewer: number, today: Date): Promise<void> {
  const { works, catalogue } = services;
  const [ours, theirs] = [{ id: trainer }, { id: reviewer }];
  const add = (who: { id: number }, draft: Draft) => works.create(who, 'scenario', String(draft.code), draft);
  const submit = async (who: { id: number }, id: number, reason: string) => works.submit(who, await works.get('scenario', id), 1, reason);

  await at.reach(new Date(today.getTime() - 6 * dayMs));
  const used = await add(ours, recipe(emptyRecipe(catalogue, 'kps-1-1', 1, 'KPS'), ['nik-match', 'kir-current'], {
    title: { id: 'NIK tidak cocok dan uji kir lewat', en: 'Mismatched NIK and an expired vehicle test' },
    goal: { id: 'Peserta mencocokkan identitas pada semua dokumen dan memeriksa masa berlaku uji kendaraan.', en: 'The trainee matches the identity on every document and checks the validity of the vehicle test.' },
  })); // prettier-ignore
  await submit(ours, used, 'Versi pertama untuk angkatan Mei.');
  await at.reach(new Date(today.getTime() - 5 * dayMs));
  await works.comment(theirs, await works.get('scenario', used), 'goal.id', 'Sebutkan juga bahwa pesannya berisi tawaran.');
  await works.decide(theirs, await works.get('scenario', used), 'publish', 1, 'Klaimnya terbukti dan tujuannya jelas.');

  await at.reach(new Date(today.getTime() - 1 * dayMs));
  const waiting = await add(theirs, recipe(emptyRecipe(catalogue, 'siup-1-1', 1, 'SIUP'), ['ktp-readable'], {
    title: { id: 'KTP tidak terbaca', en: 'An identity card that cannot be read' },
    goal: { id: 'Peserta mengembalikan berkas dengan surat yang menyebut apa yang tidak terbaca.', en: 'The trainee returns the dossier with a letter that says what cannot be read.' },
  })); // prettier-ignore
  await submit(theirs, waiting, 'Latihan pertama untuk peserta baru.');

  await at.reach(new Date(today.getTime() - 0.2 * dayMs));
  await add(ours, emptyRecipe(catalogue, 'rkli-1-1', 1, 'RKLI'));
  const fixed = emptyFixed(catalogue, 'tdp-1-1', 1, 'TDP', 'demo');
  await add(ours, { ...fixed, title: { id: 'Perusahaan keluarga', en: 'A family firm' }, goal: { id: 'Peserta membaca akta dan mencocokkan pengurusnya.', en: 'The trainee reads the deed and matches the directors.' } });
}

const recipe = (draft: Draft, checks: string[], texts: Draft): Draft => ({ ...draft, ...texts, content: { way: 'recipe', defects: { how: 'choose', checks }, message: 'offer', seeds: [], dropped: [] } });

/** Conversations of the bank: one in use, one that waits for its review, and an empty one that is being written. */
export async function seedConversations({ services, at }: Stage, trainer: number, reviewer: number, today: Date): Promise<void> {
  const { works, conversations } = services;
  const [ours, theirs] = [{ id: trainer }, { id: reviewer }];
  const submit = async (who: { id: number }, id: number, revision: number, reason: string) => works.submit(who, await works.get('conversation', id), revision, reason);
  await at.reach(new Date(today.getTime() - 4 * dayMs));
  const used = await conversations.begin(ours, 'pack-G2');
  const { document } = (await works.get('conversation', used)).draft;
  await works.save(ours, { id: used, kind: 'conversation' }, 1, { ...document, title: { id: 'Tidak punya surel, di kelurahan', en: 'No e-mail, at the ward office' } });
  await submit(ours, used, 2, 'Versi pertama untuk angkatan Mei.');
  await works.decide(theirs, await works.get('conversation', used), 'publish', 1, 'Sudah saya mainkan sampai akhir.');
  await at.reach(new Date(today.getTime() - 2 * dayMs));
  const waiting = await conversations.begin(theirs, 'pack-G1');
  await submit(theirs, waiting, 1, 'Untuk peserta yang baru mulai.');
  await at.reach(new Date(today.getTime() - 0.1 * dayMs));
  await conversations.begin(ours, 'empty');
}
