import { known } from '../catalogue/catalogue.ts';
import type { Reply } from '../catalogue/content.ts';
import { markClauses } from '../catalogue/mark-clauses.ts';
import type { Critical, Mark } from './mark.ts';
import { evidenceOf, type PartGrade, type Work } from './part.ts';

function repliedWith(work: Work, conversation: 'guide' | 'message', replies: readonly Reply[]) {
  const given = work.desk.replies[conversation];
  const reply = given ? (replies.find((candidate) => candidate.id === given.reply) ?? null) : null;
  const action = work.actions.findLast((candidate) => candidate.type === 'reply' && candidate.conversation === conversation);
  const best = replies.reduce((a, b) => (b.points > a.points ? b : a));
  return { reply, best, evidence: action ? [action.id] : [] };
}

const phraseOf = (conversation: string, script: string, reply: Reply | null): Mark['done'] =>
  reply ? { key: 'grading.reply', vars: { conversation, script, reply: reply.id } } : { key: 'grading.noReply' };

const criticalOf = (reply: Reply | null, evidence: string[]): Critical[] =>
  reply?.critical ? [{ code: reply.critical, phrase: { key: `grading.critical.${reply.critical}` }, evidence }] : [];

/** Guidance (level 1): one reply to a citizen's question, worth the points that the script gives it. Null where the case has no question. */
export function gradeGuidance(work: Work): PartGrade | null {
  const conversation = work.permitCase.conversations.find((candidate) => candidate.id === 'guide');
  if (!conversation) return null;
  const script = known(work.catalogue.guides, conversation.script, 'guide script');
  const { reply, best, evidence } = repliedWith(work, 'guide', script.replies);
  const score = reply?.points ?? 0;
  return {
    shares: [
      {
        id: 'PMD/reply',
        competency: 'PMD',
        points: score,
        outOf: 1,
        expected: phraseOf('guide', script.id, best),
        done: phraseOf('guide', script.id, reply),
        clause: script.clause,
        where: null,
        evidence,
      },
    ],
    observations: [{ competency: 'PMD', opportunity: script.id, difficulty: script.difficulty, score }],
    critical: criticalOf(reply, evidence),
  };
}

/**
 * Integrity (level 1): the reply to an applicant's message and whether it was reported, in equal parts. An offer is to be refused and
 * reported; a harmless message is to be answered and not reported. Null where the case has no message.
 */
export function gradeIntegrity(work: Work): PartGrade | null {
  const conversation = work.permitCase.conversations.find((candidate) => candidate.id === 'message');
  if (!conversation) return null;
  const script = known(work.catalogue.messages, conversation.script, 'message script');
  const { reply, best, evidence } = repliedWith(work, 'message', script.replies);
  const replied = reply?.points ?? 0;
  const reported = work.desk.report !== null;
  const report = reported ? script.report.points : 1 - script.report.points;
  return {
    shares: [
      {
        id: 'ITG/reply',
        competency: 'ITG',
        points: 0.5 * replied,
        outOf: 0.5,
        expected: phraseOf('message', script.id, best),
        done: phraseOf('message', script.id, reply),
        clause: script.clause,
        where: null,
        evidence,
      },
      {
        id: 'ITG/report',
        competency: 'ITG',
        points: 0.5 * report,
        outOf: 0.5,
        expected: { key: script.report.points >= 0.5 ? 'grading.reported' : 'grading.notReported' },
        done: { key: reported ? 'grading.reported' : 'grading.notReported' },
        clause: markClauses['ITG/report'],
        where: null,
        evidence: evidenceOf(work.actions, 'report-gratification'),
      },
    ],
    observations: [{ competency: 'ITG', opportunity: script.id, difficulty: script.difficulty, score: 0.5 * replied + 0.5 * report }],
    critical: criticalOf(reply, evidence),
  };
}
