import { known } from '../catalogue/catalogue.ts';
import type { EventScript, Reply } from '../catalogue/content.ts';
import { recordedClauses } from '../catalogue/mark-clauses.ts';
import { clauseOfStep, harmsOf, type Reaction, reactionTo } from './events.ts';
import type { Critical, Mark, Observation } from './mark.ts';
import { evidenceOf, type PartGrade, type Share, type Work } from './part.ts';

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
 * Integrity: the reply to an applicant's message and whether it was reported, in equal parts. An offer is to be refused and reported; a harmless message is to be
 * answered and not reported. Where something else came in beside the file, the reaction to that is the other half of the part. Null where the case has no message.
 */
export function gradeIntegrity(work: Work, event: EventScript | null = null, late = false): PartGrade | null {
  const conversation = work.permitCase.conversations.find((candidate) => candidate.id === 'message');
  if (!conversation) return null;
  const script = known(work.catalogue.messages, conversation.script, 'message script');
  const { reply, best, evidence } = repliedWith(work, 'message', script.replies);
  const reaction = event && reactionTo(event, work, late);
  const half = reaction ? 0.25 : 0.5;
  const replied = reply?.points ?? 0;
  const reported = work.desk.report !== null;
  // One report is all that a case has: it answers for the message and for what came in.
  const step = reaction?.steps.find((each) => each.step === 'report');
  const report = step?.score ?? (reported ? script.report.points : 1 - script.report.points);
  const shares: Share[] = [
    {
      id: 'ITG/reply',
      competency: 'ITG',
      points: half * replied,
      outOf: half,
      expected: phraseOf('message', script.id, best),
      done: phraseOf('message', script.id, reply),
      clause: script.clause,
      where: null,
      evidence,
    },
    {
      id: 'ITG/report',
      competency: 'ITG',
      points: half * report,
      outOf: half,
      expected: { key: step || script.report.points >= 0.5 ? 'grading.reported' : 'grading.notReported' },
      done: { key: step?.done === 'late' || step?.done === 'order' ? `events.done.${step.done}` : reported ? 'grading.reported' : 'grading.notReported' },
      clause: recordedClauses['ITG/report'],
      where: null,
      evidence: evidenceOf(work.actions, 'report-gratification'),
    },
    ...(event && reaction ? stepShares(event, reaction) : []),
  ];
  const mayDeclare = event?.conflict === true || (script.kind === 'offer' && script.clause === recordedClauses['ITG/declare']);
  if (work.desk.integrity.length > 0 || work.desk.conflict) shares.push(...harmsOf(event, mayDeclare, work, shares.reduce((sum, { points }) => sum + points, 0)));
  const observations: Observation[] = [{ competency: 'ITG', opportunity: script.id, difficulty: script.difficulty, score: 0.5 * replied + 0.5 * report }];
  if (event && reaction) observations.push({ competency: 'ITG', opportunity: event.id, difficulty: event.difficulty, score: reaction.score });
  return { shares, observations, critical: [...criticalOf(reply, evidence), ...(reaction?.critical ?? [])] };
}

/** The steps of the reaction, but for the report, which has its own mark: half of the part, in equal shares. */
function stepShares(event: EventScript, { steps }: Reaction): Share[] {
  const own = steps.filter(({ step }) => step !== 'report');
  return own.map(({ step, score, done, evidence }) => ({
    id: `ITG/${step}`,
    competency: 'ITG',
    points: (0.5 * score) / own.length,
    outOf: 0.5 / own.length,
    expected: { key: `events.step.${step}` },
    done: { key: `events.done.${done}` },
    clause: clauseOfStep(event, step),
    where: null,
    evidence,
  }));
}
