import { play } from '../conversations/engine.ts';
import type { Script } from '../conversations/format.ts';
import { type MarkedMoves, playMarked } from '../conversations/marked.ts';
import { kindOfMode, refusedReply, type Reply } from '../conversations/reply.ts';
import { type GuideMark, scoreConversation } from '../conversations/score.ts';
import type { State } from '../conversations/state.ts';
import type { Mode, Move } from '../conversations/vocabulary.ts';
import type { Action, Command } from '../desk/action.ts';
import type { Refusal } from '../desk/refusal.ts';
import { criticalCodes, type Critical, type Grade, type Mark } from './mark.ts';
import { guideWeights } from './scores.ts';

/** A guidance case of a test: a conversation and the way in which the operator replies. */
export interface TestTalk {
  script: Script;
  mode: Mode;
}

/** The replies of a guidance case in their order. */
export const repliesIn = (actions: readonly Action[]): Reply[] => actions.flatMap((action) => (action.type === 'say' ? [action.reply] : []));

/** The typed replies of a guidance case, as the rules read them; in a test people mark them. */
export function typedIn({ script }: Pick<TestTalk, 'script'>, actions: readonly Action[]): { turn: number; text: string; moves: readonly Move[] }[] {
  const replies = repliesIn(actions);
  return play(script, replies).turns.flatMap(({ turn, moves }) => {
    const reply = replies[turn - 1]!;
    return reply.kind === 'typed' ? [{ turn, text: reply.text.trim(), moves }] : [];
  });
}

/** How a guidance case stands after these actions. */
export const talkState = ({ script }: Pick<TestTalk, 'script'>, actions: readonly Action[]): State => play(script, repliesIn(actions));

const fields = { card: 'card', phrases: 'phrases', typed: 'text', end: 'form' } as const;

/** Whether a guidance case allows this command now; it looks at what was said, never at what it earns. Returns the reason, or null. */
export function talkRefusal(talk: TestTalk, actions: readonly Action[], command: Command): Refusal | null {
  if (command.type === 'flag') return null;
  if (command.type !== 'say') return { key: 'desk.refused.item' };
  const { kind } = command.reply;
  const state = talkState(talk, actions);
  if (state.over) return { key: 'guide.refused.over', field: 'form' };
  if (command.turn !== state.turn + 1) return { key: 'guide.refused.behind', field: 'form' };
  if (kind !== 'end' && kind !== kindOfMode[talk.mode]) return { key: 'guide.refused.unknown', field: fields[kind] };
  const refused = refusedReply(talk.script, state, command.reply);
  return refused && { key: `guide.refused.${refused}`, field: fields[kind] };
}

/**
 * Grades a guidance case (measurement design 2.7, 2.9; domain 5.1): a pure function of the conversation and the actions. Guidance is scored as in practice; the decision is right where the citizen
 * was led to where he can go on by himself; integrity stands beside them where a temptation came up or a fatal flag was raised. A conversation has no letter and no time of its own: their weights fall
 * to the other parts. In: `marked`, what people have read in typed replies; without it they stand as the rules read them. Out: as `gradeCase`.
 */
export function gradeTalk({ script }: Pick<TestTalk, 'script'>, actions: readonly Action[], version: string, marked: MarkedMoves = new Map()): Grade {
  const said = actions.filter(({ type }) => type === 'say');
  const evidenceOf = (turn: number | null): string[] => (turn === null ? [] : said.slice(turn - 1, turn).map(({ id }) => id));
  const score = scoreConversation(script, playMarked(script, repliesIn(actions), marked));
  const honest = score.observations.filter(({ competency }) => competency === 'ITG');
  const all = guideWeights.PMD + guideWeights.DEC + (honest.length > 0 ? guideWeights.ITG : 0);
  const worth = (part: 'PMD' | 'DEC' | 'ITG') => (100 * guideWeights[part]) / all;
  const guidance = score.marks.map(
    (mark, at): Mark => ({
      id: score.marks.findIndex(({ id }) => id === mark.id) === at ? `PMD/${mark.id}` : `PMD/${mark.id}/${at}`,
      part: 'PMD',
      competency: 'PMD',
      points: mark.points * worth('PMD'),
      outOf: mark.outOf * worth('PMD'),
      expected: { key: 'grading.talk.expected', vars: { step: mark.id } },
      done: doneIn(mark),
      clause: mark.clause,
      where: null,
      evidence: evidenceOf(mark.turn),
    }),
  );
  const decision: Mark = {
    id: 'DEC/outcome',
    part: 'DEC',
    competency: 'KEP',
    points: score.outcome === 'helped' ? worth('DEC') : 0,
    outOf: worth('DEC'),
    expected: { key: 'grading.talk.helped' },
    done: { key: `grading.talk.outcome.${said.length === 0 ? 'silent' : score.outcome}` },
    clause: null,
    where: null,
    evidence: said.slice(-1).map(({ id }) => id),
  };
  const raised = [...new Set(score.flags.map(({ flag }) => flag))];
  const integrity: Mark[] =
    honest.length === 0
      ? []
      : [
          {
            id: 'ITG/flags',
            part: 'ITG',
            competency: 'ITG',
            points: (worth('ITG') * honest.reduce((sum, each) => sum + each.score, 0)) / honest.length,
            outOf: worth('ITG'),
            expected: { key: 'grading.talk.integrity' },
            done: raised.length === 0 ? { key: 'grading.talk.clean' } : { key: 'grading.talk.flagged', vars: { flags: raised } },
            clause: null,
            where: null,
            evidence: [...new Set(score.flags.flatMap(({ turn }) => evidenceOf(turn)))],
          },
        ];
  const marks = [...guidance, decision, ...integrity];
  return {
    version,
    total: marks.reduce((sum, { points }) => sum + points, 0),
    marks,
    critical: score.flags.flatMap(({ critical, flag, turn }): Critical[] => {
      const code = criticalCodes.find((each) => each === critical);
      return code ? [{ code, phrase: { key: 'grading.talk.critical', vars: { flag } }, evidence: evidenceOf(turn) }] : [];
    }),
    observations: score.observations,
    decisionRight: score.outcome === 'helped',
    defects: [],
  };
}

function doneIn({ id, points, turn }: GuideMark): Mark['done'] {
  if (id.startsWith('harm/')) return { key: 'grading.talk.harm', vars: { turn: turn! } };
  return points > 0 && turn !== null ? { key: 'grading.talk.earned', vars: { turn } } : { key: turn === null ? 'grading.talk.missed' : 'grading.talk.undone' };
}
