import type { Text } from '../shared/text.ts';
import type { Application, Script } from './format.ts';
import type { Move, Task } from './vocabulary.ts';

/** What the operator does in an assisted application: services in their order, papers, cost and time, and which paper the next part of the form is read from. */
export type TaskReply =
  | { kind: 'services'; services: readonly string[] }
  | { kind: 'papers'; documents: readonly string[] }
  | { kind: 'terms'; free: boolean; days: number }
  | { kind: 'form'; paper: string };

export type RefusedReply = 'over' | 'unknown' | 'empty' | 'too-many' | 'too-long';

const kinds: readonly string[] = ['services', 'papers', 'terms', 'form'];
export const isTask = (reply: { kind: string }): reply is TaskReply => kinds.includes(reply.kind);

/** Why a task cannot be taken here, or null. In: the task of the scene, and the parts of the form that are filled in. */
export function refusedTask({ application }: Script, task: Task | undefined, parts: number, reply: TaskReply): RefusedReply | null {
  if (!application || reply.kind !== task) return 'unknown';
  if (reply.kind === 'services') {
    if (reply.services.length === 0) return 'empty';
    return reply.services.every((code) => application.offered.some((each) => each.code === code)) ? null : 'unknown';
  }
  if (reply.kind === 'papers') {
    if (reply.documents.length === 0) return 'empty';
    return reply.documents.every((id) => application.choices.some((each) => each.id === id)) ? null : 'unknown';
  }
  if (reply.kind === 'form' && parts >= application.form.length) return 'unknown';
  return reply.kind === 'form' && !application.papers.some(({ id }) => id === reply.paper) ? 'unknown' : null;
}

const same = (a: readonly string[], b: readonly string[]): boolean => a.length === b.length && a.every((each, at) => each === b[at]);
const join = (texts: readonly Text[], between: string): Text => ({ id: texts.map(({ id }) => id).join(between), en: texts.map(({ en }) => en).join(between) });

/** A task as it is said, whether it was right, and the step that it is for. In: a task for which `refusedTask` is null, and the parts of the form that are filled in. */
export function sayTask(script: Script, parts: number, reply: TaskReply): { text: Text; moves: Move[]; task: string } {
  const application = script.application!;
  if (reply.kind === 'form') return sayPart(application, parts, reply.paper);
  const { text, right } = sayList(application, reply);
  return { text, moves: [right ? 'right' : 'wrong'], task: `apply/${reply.kind}` };
}

function sayList(application: Application, reply: Exclude<TaskReply, { kind: 'form' }>): { text: Text; right: boolean } {
  if (reply.kind === 'services') {
    const names = reply.services.map((code) => application.offered.find((each) => each.code === code)!.name);
    const { id, en } = join(names, ' → ');
    return { text: { id: `Urutan izinnya: ${id}.`, en: `The permits, in this order: ${en}.` }, right: same(reply.services, application.services) };
  }
  if (reply.kind === 'papers') {
    const { id, en } = join(application.choices.filter((each) => reply.documents.includes(each.id)).map(({ name }) => name), '; ');
    return { text: { id: `Yang perlu disiapkan: ${id}.`, en: `What you need: ${en}.` }, right: same([...new Set(reply.documents)].toSorted(), application.documents.toSorted()) };
  }
  const cost = reply.free ? { id: 'Tidak dipungut biaya', en: 'There is no fee' } : { id: 'Ada pungutan resmi menurut surat ketetapan, dibayar lewat bank', en: 'There is an official charge by assessment, paid through the bank' };
  return {
    text: { id: `${cost.id}, dan selesai dalam ${reply.days} hari kerja sejak lengkap.`, en: `${cost.en}, and it takes ${reply.days} working days from a complete file.` },
    right: reply.free === application.free && reply.days === application.days,
  };
}

function sayPart(application: Application, parts: number, paper: string): { text: Text; moves: Move[]; task: string } {
  const part = application.form[parts]!;
  const { name } = application.papers.find(({ id }) => id === paper)!;
  const right = part.paper === paper;
  const moves: Move[] = right ? ['right', 'let-act', ...(parts + 1 === application.form.length ? (['filled'] as const) : [])] : ['wrong'];
  return {
    text: { id: `Untuk bagian "${part.name.id}", lihat ${name.id}, lalu silakan diketik sendiri.`, en: `For the part "${part.name.en}" look at: ${name.en}, and please type it yourself.` },
    moves,
    task: `apply/part-${parts + 1}`,
  };
}

/** The task done right; null when the whole form is filled in. */
export function rightTask({ application }: Script, task: Task, parts: number): TaskReply | null {
  const { services, documents, free, days, form } = application!;
  if (task === 'services') return { kind: 'services', services };
  if (task === 'papers') return { kind: 'papers', documents };
  if (task === 'terms') return { kind: 'terms', free, days };
  return parts < form.length ? { kind: 'form', paper: form[parts]!.paper } : null;
}
