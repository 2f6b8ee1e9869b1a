import { known, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { Service } from '../../core/catalogue/content.ts';
import { decisions, type Problem, type Target, targets } from '../../core/catalogue/content.ts';
import { isExamined, lettersOf, papersOf, writesLetter } from '../../core/desk/way.ts';
import { letterText } from '../../core/desk/letter-text.ts';
import { clauseChoices, clauseTitle, type DeskRequest, findingName, presentFrame, typed, typedList } from './desk-frame.ts';
import type { CheckPage, Choice, DecisionPage, LetterView } from './desk-view.ts';

/** The decision, its reasons, class, levy and letter on one page; what was saved or typed is filled in. */
export function presentDecision(request: DeskRequest): DecisionPage {
  const { catalogue, permitCase, desk, language, t, entered } = request;
  const { hints } = known(catalogue.stages, permitCase.stage ?? 'verification', 'stage');
  const service = serviceOf(catalogue, permitCase.service);
  const decision = typed(entered, 'decision', desk.decision?.decision ?? '');
  const target = typed(entered, 'target', desk.decision?.target ?? '');
  const pinned = desk.findings.map((finding) => finding.clause);
  const listed = desk.letter ? desk.letter.findings : desk.findings.map((finding) => finding.id);
  const levy = typed(entered, 'amount', desk.levy === null ? '' : plainAmount(desk.levy));
  return {
    ...presentFrame(request),
    decisions: decisions.map((id) => ({
      id,
      name: t(`desk.decision.${id}`),
      hint: hints?.[id]?.[language] ?? t(`desk.decisionHint.${id}`),
      checked: id === decision,
    })),
    targets: targets.map((id) => ({ id, name: t(`desk.target.${id}`), checked: id === target })),
    reasons: clauseChoices(request, typedList(entered, 'reasons', desk.decision?.reasons ?? pinned) as string[]),
    classification: presentClasses(request),
    levy: isExamined(permitCase) ? { amount: levy, formula: formulaOf(request, service) } : null,
    writes: writesLetter(catalogue, permitCase, undefined),
    letterFor: lettersOf(catalogue, permitCase),
    letterFindings: presentListed(request, typedList(entered, 'findings', listed)),
    basis: typedList(entered, 'basis', (desk.letter?.basis ?? true) ? ['true'] : []).includes('true'),
    slots: presentSlots(request),
    note: typed(entered, 'note', desk.letter?.note ?? ''),
    letter: presentLetter(request),
  };
}

/** Rupiah as a person types them: '280.000'. */
const plainAmount = (amount: number): string => String(amount).replace(/\B(?=(\d{3})+$)/g, '.');

function presentClasses({
  catalogue,
  permitCase,
  desk,
  language,
  entered,
}: DeskRequest): DecisionPage['classification'] {
  const { classification } = serviceOf(catalogue, permitCase.service);
  if (!classification || !isExamined(permitCase)) return null;
  const chosen = typed(entered, 'class', desk.class ?? '');
  const options = classification.options.map(({ id, name }) => ({ id, name: name[language], checked: id === chosen }));
  return { name: classification.name[language], options };
}

const presentListed = (request: DeskRequest, listed: readonly string[]): Choice[] =>
  request.desk.findings.map((finding) => ({
    id: finding.id,
    name: findingName(request, finding),
    checked: listed.includes(finding.id),
  }));

function presentSlots({ catalogue, desk, language, entered }: DeskRequest): DecisionPage['slots'] {
  return catalogue.letters.slots.map((slot) => {
    const chosen = typed(entered, `slot-${slot.id}`, desk.letter?.slots[slot.id] ?? '');
    const options = slot.options.map(({ id, text }) => ({
      id,
      name: text[language].replaceAll(/\{\{\s*\w+\s*\}\}/g, '…'),
      checked: id === chosen,
    }));
    return { id: slot.id, name: slot.name[language], options };
  });
}

/** The letter as it stands; null before one was written. */
export function presentLetter({ catalogue, permitCase, desk, language, t }: DeskRequest): LetterView | null {
  const words = {
    problem: (problem: Problem) => t(`desk.problem.${problem}`).toLowerCase(),
    target: (target: Target) => t(`desk.target.${target}`).toLowerCase(),
    form: t('desk.form.title'),
  };
  const { lines } = letterText(catalogue, permitCase, desk, language, words);
  if (lines.length === 0) return null;
  return { lines, datum: serviceOf(catalogue, permitCase.service).applicant };
}

/** Everything that will be sent, each with a way back, and in words what is not done yet. */
export function presentCheck(request: DeskRequest): CheckPage {
  const { catalogue, permitCase, desk, language, t, basePath, next } = request;
  return {
    ...presentFrame(request),
    rows: [findingRow(request), ...decisionRows(request), ...conversationRows(request)],
    open: openWork(request),
    letter: presentLetter(request),
    decided: desk.decision !== null,
    decisionPath: `${basePath}/decision`,
    writes: writesLetter(catalogue, permitCase, desk.decision?.decision),
    next: next ? t(next === 'resubmission' ? 'desk.check.again' : 'desk.check.next', { stage: known(catalogue.stages, next, 'stage').name[language] }) : null,
  };
}

type Row = CheckPage['rows'][number];

const findingRow = (request: DeskRequest): Row => ({
  id: 'findings',
  name: request.t('desk.findings.title'),
  values: request.desk.findings.map((finding) => findingName(request, finding)),
  none: request.t('desk.findings.none'),
  href: `${request.basePath}#findings`,
});

function decisionRows({ catalogue, permitCase, desk, language, t, format, basePath }: DeskRequest): Row[] {
  const { decision } = desk;
  const service = serviceOf(catalogue, permitCase.service);
  const row = (id: string, values: string[]): Row => ({
    id,
    name: t(`desk.check.${id}`),
    values,
    none: t('desk.check.none'),
    href: `${basePath}/decision#${id}`,
  });
  const target = decision?.target ? [t(`desk.target.${decision.target}`)] : [];
  const name = service.classification?.options.find((option) => option.id === desk.class)?.name[language];
  return [
    row('decision', decision ? [t(`desk.decision.${decision.decision}`), ...target] : []),
    row(
      'reasons',
      (decision?.reasons ?? []).map((id) => clauseTitle({ catalogue, language, t }, id)),
    ),
    ...(service.classification && isExamined(permitCase) ? [row('class', name ? [name] : [])] : []),
    ...(isExamined(permitCase) ? [row('levy', desk.levy === null ? [] : [format.money(desk.levy)])] : []),
  ];
}

function conversationRows({ permitCase, desk, t, basePath }: DeskRequest): Row[] {
  const row = (id: string, name: string, value: string | null): Row => ({
    id,
    name,
    values: value === null ? [] : [value],
    none: t('desk.check.noReply'),
    href: `${basePath}#${id}`,
  });
  return [
    ...permitCase.conversations.map(({ id }) =>
      row(id, t(`desk.conversation.${id}.title`), desk.replies[id] ? t('desk.check.replied') : null),
    ),
    ...(desk.report ? [row('report', t('desk.report.title'), desk.report.note || t('desk.report.sent'))] : []),
  ];
}

/** What was not opened, answered, chosen or written. It looks at the work, never at what it should have been. */
function openWork(request: DeskRequest): string[] {
  const { catalogue, permitCase, desk, language, t } = request;
  const service = serviceOf(catalogue, permitCase.service);
  const unopened = papersOf(permitCase).filter((kind) => !desk.opened.includes(kind));
  const empty = catalogue.letters.slots.filter((slot) => !desk.letter?.slots[slot.id]);
  return [
    ...unopened.map((kind) =>
      t('desk.check.open.document', { name: catalogue.documents.get(kind)!.name[language] }),
    ),
    ...permitCase.conversations
      .filter(({ id }) => !desk.replies[id])
      .map(({ id }) => t('desk.check.open.conversation', { name: t(`desk.conversation.${id}.title`) })),
    ...(desk.decision ? [] : [t('desk.check.open.decision')]),
    ...(service.classification && isExamined(permitCase) && desk.class === null ? [t('desk.check.open.class')] : []),
    ...(isExamined(permitCase) && desk.levy === null ? [t('desk.check.open.levy')] : []),
    ...(!writesLetter(catalogue, permitCase, desk.decision?.decision) ? [] : desk.letter
      ? empty.map((slot) => t('desk.check.open.slot', { name: slot.name[language] }))
      : [t('desk.check.open.letter')]),
  ];
}

/** The formula with blanks: what goes into it, never a value of this file. */
function formulaOf({ catalogue, language, t }: DeskRequest, service: Service): string {
  if (service.levy.kind === 'free') return t('desk.levy.formula.free');
  const { name, inputs, steps } = known(catalogue.levies, service.levy.formula, 'levy');
  const blanks = inputs.map((input) => `${input.name[language]} …${input.kind === 'number' && input.unit ? ` ${input.unit}` : ''}`);
  return t('desk.levy.formula.blanks', { name: name[language], inputs: (blanks.length > 0 ? blanks : steps.map((step) => `${step.name[language]} Rp …`)).join(', ') });
}
