import type { Catalogue } from '../../core/catalogue/catalogue.ts';
import { isTrainingRule } from '../../core/catalogue/catalogue.ts';
import { phrasesOf } from '../../core/conversations/reply.ts';
import { type GuideMark, scoreConversation } from '../../core/conversations/score.ts';
import { fullMarksPath } from '../../core/conversations/search.ts';
import type { Turn } from '../../core/conversations/state.ts';
import type { Text } from '../../core/shared/text.ts';
import { roundTogether } from '../../core/sittings/rounding.ts';
import type { Speech } from '../../platform/i18n.ts';
import type { OpenTalk } from './guide-service.ts';
import type { DrawnTalk } from './guide-store.ts';
import { presentLines } from './talk-presenter.ts';

/** What a fact is called: those that all citizens have by a word, those of one situation by the question for it. */
function nameFact(fact: string, { talk: { script } }: Pick<DrawnTalk, 'talk'>, { t, language }: Speech): string {
  const own = script.situation.asks.find(({ id }) => id === fact);
  return own ? own.text[language] : t(`guide.fact.${fact}`);
}

const nameTopic = (topic: string, { talk: { script } }: Pick<DrawnTalk, 'talk'>, { t, language }: Speech): string =>
  script.situation.topics.find(({ id }) => id === topic)!.text[language].replaceAll(/\{\w+\}/g, t('guide.citizen'));

/** What a mark is about, in words: the step, and the fact or topic that it asks for. */
export function nameMark(id: string, open: Pick<DrawnTalk, 'talk'>, speech: Speech): string {
  const { t } = speech;
  const [step, what] = id.split('/') as [string, string | undefined];
  if (step === 'harm') return t(`guide.harm.${what}`);
  const name = t(`guide.step.${step}`);
  if (step === 'apply') return `${name}: ${what!.startsWith('part-') ? open.talk.script.application!.form[Number(what!.slice(5)) - 1]!.name[speech.language] : t(`guide.apply.${what}.title`)}`;
  if (step === 'explain') return `${name}: ${nameTopic(what!, open, speech)}`;
  return step === 'need' && what !== 'need' ? `${name}: ${nameFact(what!, open, speech)}` : name;
}

/** The result: what was earned and lost, where, and why; what nobody asked; the conversation with what every reply did; and one that does it all. */
export function presentResult(catalogue: Catalogue, open: OpenTalk, speech: Speech) {
  const { t, language, format } = speech;
  const { talk, state } = open;
  const { script } = talk;
  const result = scoreConversation(script, state);
  const points = roundTogether(result.marks.map((mark) => 100 * mark.points), 1);
  const clauseOf = (id: string) => {
    const clause = catalogue.clauses.get(id);
    return clause ? { title: clause.title[language], text: clause.text[language], training: isTrainingRule(catalogue, id) } : null;
  };
  const row = (mark: GuideMark, at: number) => ({
    name: nameMark(mark.id, open, speech),
    won: mark.points > 0,
    harm: mark.outOf === 0,
    points: format.number(points[at]!, 1),
    outOf: format.number(100 * mark.outOf, 1),
    turn: mark.turn,
    clause: clauseOf(mark.clause),
  });
  return {
    id: talk.id,
    title: script.variant.title[language],
    situation: script.situation.title[language],
    channel: talk.channel,
    channelName: t(`guide.channel.${talk.channel}`),
    total: format.number(100 * result.score, 1),
    outcome: { kind: result.outcome, text: t(`guide.outcome.${result.outcome}`) },
    counts: t('guide.result.counts', { done: result.done, required: result.required, harmful: result.harmful }),
    flags: result.flags.map(({ flag, turn, critical }) => ({ text: t(`guide.flag.${flag}`), critical, turn })),
    marks: result.marks.map(row),
    unasked: result.unasked.map((fact) => ({ name: nameFact(fact, open, speech), would: script.variant.facts[fact]!.says[language] })),
    measured: script.application
      ? [
          t(`guide.apply.filed.${result.outcome === 'helped' && state.parts === script.application.form.length ? 'yes' : 'no'}`),
          t('guide.apply.turns', { count: state.turn }),
          result.unneeded.length === 0 ? t('guide.apply.onlyNeeded') : t('guide.apply.unneeded', { what: result.unneeded.map((fact) => nameFact(fact, open, speech)).join(' ') }),
        ]
      : [],
    lines: presentLines(open, speech),
    turns: new Map(state.turns.map((turn) => [turn.turn, presentTurn(turn, open, speech)])),
    model: presentLines({ talk, state: fullMarksPath(script).state }, speech),
    observed: result.observations.length,
    again: `${talk.situation}/${talk.variant}`,
    mode: talk.mode,
  };
}

/** What one reply did: steps, harms, flags, lessons of its phrases, and the rules by which typed words were read. */
function presentTurn(turn: Turn, open: OpenTalk, speech: Speech) {
  const { t, language } = speech;
  const phrases = phrasesOf(open.talk.script);
  const lessons = turn.phrases.map((id) => phrases.get(id)?.lesson).filter((lesson): lesson is Text => lesson !== undefined);
  return {
    earned: turn.earned.map((id) => nameMark(id, open, speech)),
    harms: turn.harms.map((harm) => t(`guide.harm.${harm}`)),
    flags: turn.flags.map((flag) => t(`guide.flag.${flag}`)),
    lessons: lessons.map((lesson) => lesson[language]),
    readings: turn.readings.map(({ move, pattern }) => t('guide.result.reading', { move: nameMove(move, open, speech).replace(/\.$/, ''), rule: sayPattern(pattern, speech) })),
  };
}

/** A pattern of typed words as a person would say it: what the sentence holds, does not hold, and that it asks. */
export function sayPattern(pattern: string, { t }: Pick<Speech, 't'>): string {
  const words = (alternatives: string) =>
    alternatives
      .split('|')
      .map((each) => {
        const word = `“${each.replace(/^\^/, '').replaceAll('_', ' ').replaceAll('*', '…')}”`;
        return each.startsWith('^') ? t('guide.result.rule.first', { word }) : word;
      })
      .join(' / ');
  return pattern
    .split(' ')
    .map((token) => (token === '?' ? t('guide.result.rule.question') : token.startsWith('!') ? t('guide.result.rule.without', { words: words(token.slice(1)) }) : t('guide.result.rule.with', { words: words(token) })))
    .join(', ');
}

/** What a reply does, in words. */
export function nameMove(move: string, open: Pick<DrawnTalk, 'talk'>, speech: Speech): string {
  if (move.startsWith('tell:')) return nameTopic(move.slice(5), open, speech);
  return move.startsWith('ask:') ? speech.t('guide.act.ask', { what: nameFact(move.slice(4), open, speech) }) : speech.t(`guide.act.${move}`);
}
