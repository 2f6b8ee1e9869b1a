import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import { clauseOfMark } from '../../core/grading/mark-clause.ts';
import { masteryWord } from '../../core/mastery/words.ts';
import type { Speech } from '../../platform/i18n.ts';
import { namedKinds } from '../grading/mark-name.ts';
import { sayPhrase } from '../grading/phrase-presenter.ts';
import { ranks } from './group-presenter.ts';
import type { NamedLoss, PersonOverview } from './person-service.ts';

/** One person: level, mastery by competency, last work and marks lost most; `path` is that of his page. */
export function presentPerson(catalogue: Catalogue, { standing, recent, losses, cases, days }: PersonOverview, path: string, speech: Speech) {
  const { t, format, language } = speech;
  return {
    level: t(standing.current === 0 ? 'trainer.groups.noLevel' : 'trainer.groups.level', { level: standing.current }),
    test: t(`trainer.groups.test.${standing.test}`),
    competencies: standing.gate.evidence.map((evidence) => {
      const word = masteryWord(evidence);
      return {
        name: t(`grading.competency.${evidence.competency}`),
        word: t(`levels.word.${word}`),
        rank: ranks[word],
        probability: evidence.observations === 0 ? '–' : format.chance(evidence.probability),
        observations: evidence.observations,
        lastAt: evidence.lastAt ? format.date(evidence.lastAt) : t('levels.never'),
      };
    }),
    recent: recent.map((row) => ({
      href: row.total === null ? null : `${path}/practices/${row.id}`,
      service: serviceOf(catalogue, row.service).name[language],
      date: format.dateTime(row.submittedAt),
      total: row.total === null ? t('trainer.cases.ungraded') : format.number(row.total, 1),
    })),
    losses: losses.map((loss) => presentLoss(catalogue, loss, cases, path, speech)),
    lossesHint: t('notes.person.lossesHint', { count: cases, days }),
  };
}

function presentLoss(catalogue: Catalogue, { kind, part, competency, times, of, lost, last, permitCase, sittingId, position }: NamedLoss, cases: number, path: string, speech: Speech) {
  const { t, format, language } = speech;
  const named = namedKinds.get(kind);
  const [, check = ''] = kind.split('/');
  const clause = named ? undefined : catalogue.clauses.get(clauseOfMark(last.mark) ?? '');
  return {
    name: named ? t(`notes.kind.${named}`) : (catalogue.checks.get(check)?.name[language] ?? sayPhrase({ catalogue, permitCase, speech }, last.mark.expected)),
    part: t(`grading.part.${part}`),
    competency: t(`grading.competency.${competency}`),
    times: t('notes.person.timesOf', { times, of: kind === 'DF/unfounded' ? cases : of }),
    lost: format.number(lost, 1),
    clause: clause ? { id: clause.id, title: clause.title[language], training: clause.confidence === 'training' } : null,
    href: `${path}/practices/${sittingId}${position > 1 ? `?case=${position}` : ''}`,
  };
}
