import { type Catalogue, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { PermitCase } from '../../core/cases/dossier.ts';
import type { Phrase } from '../../core/grading/mark.ts';
import type { Speech } from '../../platform/i18n.ts';
import { clauseTitle } from '../desk/desk-frame.ts';

interface Subject {
  catalogue: Catalogue;
  permitCase: PermitCase;
  speech: Speech;
}

type Value = string | number | readonly string[];

/** A phrase of the grader in the reader's language: ids of the catalogue become names, rupiah become money, lists become sentences. */
export function sayPhrase(subject: Subject, phrase: Phrase): string {
  const { t } = subject.speech;
  const vars = Object.fromEntries(
    Object.entries(phrase.vars ?? {}).map(([name, value]) => [name, sayValue(subject, name, value)]),
  );
  if (phrase.key === 'grading.reply') return replyText(subject, phrase.vars ?? {});
  if (phrase.key === 'grading.decision' && vars.target) return t('grading.decisionTo', vars);
  if (phrase.key.startsWith('grading.reasons') && !vars.clauses) return t('grading.noReasons');
  return t(phrase.key, vars);
}

function sayValue(
  { catalogue, permitCase, speech: { t, language, format } }: Subject,
  name: string,
  value: Value,
): string | number {
  const list = (entries: readonly string[], say: (id: string) => string) => entries.map(say).join('; ');
  const many: readonly string[] = Array.isArray(value) ? value : [];
  switch (name) {
    case 'place':
      return placeName({ catalogue, permitCase, speech: { t, language, format } }, String(value));
    case 'problem':
      return t(`desk.problem.${String(value)}`).toLowerCase();
    case 'check':
      return catalogue.checks.get(String(value))?.name[language] ?? String(value);
    case 'decoy':
      return catalogue.decoys.get(String(value))?.name[language] ?? String(value);
    case 'decision':
      return t(`desk.decision.${String(value)}`);
    case 'target':
      return list(many, (id) => t(`desk.target.${id}`));
    case 'clauses':
      return list(many, (id) => clauseTitle({ catalogue, language, t }, id));
    case 'class':
      return (
        serviceOf(catalogue, permitCase.service).classification?.options.find(({ id }) => id === value)?.name[
          language
        ] ?? String(value)
      );
    case 'amount':
      return format.money(Number(value));
    default:
      return typeof value === 'number' ? value : String(value);
  }
}

/** `KTP.nik` as the names of the document and of its field. */
export function placeName({ catalogue, permitCase, speech: { t, language } }: Subject, path: string): string {
  const [document = '', field = ''] = path.split('.');
  const kind = catalogue.documents.get(document);
  const fields = kind?.fields ?? serviceOf(catalogue, permitCase.service).form;
  const name = kind?.name[language] ?? t('desk.form.title');
  const part = fields.find((definition) => definition.id === field)?.name[language];
  return part ? `${name}, ${part}` : name;
}

/** The reply itself, as it was said. */
function replyText({ catalogue, speech: { language, t } }: Subject, vars: Readonly<Record<string, Value>>): string {
  const scripts = vars.conversation === 'guide' ? catalogue.guides : catalogue.messages;
  const reply = scripts.get(String(vars.script))?.replies.find(({ id }) => id === vars.reply);
  return reply ? t('grading.quote', { text: reply.text[language] }) : t('grading.noReply');
}
