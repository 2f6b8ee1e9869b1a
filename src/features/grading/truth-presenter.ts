import { type Catalogue, isTrainingRule, known, serviceOf } from '../../core/catalogue/catalogue.ts';
import type { PermitCase, Recipe } from '../../core/cases/dossier.ts';
import type { Place } from '../../core/checks/kind.ts';
import { truthOf } from '../../core/checks/truth.ts';
import { laterFaults } from '../../core/way/faults.ts';
import type { Speech } from '../../platform/i18n.ts';

/** The truth of a case in words, for those who teach with it; its recipe says what the later stages will bring. */
export function presentTruth(catalogue: Catalogue, permitCase: PermitCase, recipe: Recipe, { language, t, format }: Speech) {
  const service = serviceOf(catalogue, permitCase.service);
  const truth = truthOf(catalogue, permitCase);
  const clause = (id: string) => catalogue.clauses.get(id)?.title[language] ?? id;
  // A rule is shared by services; only the papers that this one asks for are named.
  const isHere = ({ document }: Place) => document === 'form' || permitCase.dossier.documents.some(({ kind }) => kind === document);
  const places = (where: readonly Place[]) => where.filter(isHere).map((place) => placeName(catalogue, permitCase, place, { language, t }));
  const className = service.classification?.options.find(({ id }) => id === truth.class)?.name[language];
  return {
    decision: t(`desk.decision.${truth.decision}`),
    targets: truth.targets.map((target) => t(`desk.target.${target}`)),
    reasons: truth.reasons.map((id) => ({ id, title: clause(id), training: isTrainingRule(catalogue, id) })),
    hasClass: service.classification !== undefined,
    class: className ?? t('trainer.truth.touched'),
    levy: truth.levy ? format.money(truth.levy.amount) : t('trainer.truth.touched'),
    failing: truth.failing.map((check) => ({
      id: check.id,
      defect: check.defect,
      name: check.name[language],
      places: places(check.where),
      clause: clause(check.clause),
      training: isTrainingRule(catalogue, check.clause),
      consequence: t(`desk.decision.${check.consequence}`),
      competency: t(`grading.competency.${check.competency}`),
      difficulty: format.number(check.difficulty, 1),
      weight: check.weight,
    })),
    decoys: truth.decoys.map((decoy) => ({ id: decoy.id, name: decoy.name[language], places: places(decoy.where), clause: clause(decoy.clause), training: isTrainingRule(catalogue, decoy.clause) })),
    later: laterFaults(catalogue, recipe, permitCase).map(({ stage, broken }) => ({
      stage: known(catalogue.stages, stage, 'stage').name[language],
      broken: broken.map((check) => ({ name: check.name[language], consequence: t(`desk.decision.${check.consequence}`), clause: clause(check.clause) })),
    })),
    conversations: [...eventOf(catalogue, permitCase, { t }), ...permitCase.conversations.map(({ id, script }) => {
      const found = id === 'guide' ? catalogue.guides.get(script) : catalogue.messages.get(script);
      const best = found?.replies.reduce((a, b) => (b.points > a.points ? b : a));
      const offer = id === 'message' && catalogue.messages.get(script)?.kind === 'offer';
      return { title: t(`desk.conversation.${id}.title`), kind: id === 'message' ? t(offer ? 'trainer.truth.offer' : 'trainer.truth.neutral') : '', best: best?.text[language] ?? '' };
    })],
  };
}

/** What comes in beside the file, and the right reaction in its order. */
function eventOf(catalogue: Catalogue, { event }: PermitCase, { t }: Pick<Speech, 't'>): { title: string; kind: string; best: string }[] {
  if (!event) return [];
  const { channel, kind, defect, wants } = known(catalogue.events, event.script, 'event');
  const steps = wants.map((step) => (step === 'report' ? t('events.truth.report') : t(`events.step.${step}`).toLowerCase())).join('; ');
  return [{ title: t(`events.tray.${channel}`), kind: [t(`events.truth.${kind}`), ...(defect ? [`${defect} ${t(`grading.defect.${defect}`)}`] : [])].join(' · '), best: t('events.truth.wants', { steps }) }];
}

function placeName(catalogue: Catalogue, permitCase: PermitCase, { document, fields }: Place, { language, t }: Pick<Speech, 'language' | 't'>): string {
  const kind = catalogue.documents.get(document);
  const known = kind?.fields ?? serviceOf(catalogue, permitCase.service).form;
  const names = fields === null ? [t('desk.wholeDocument')] : fields.map((field) => known.find(({ id }) => id === field)?.name[language] ?? field);
  return `${kind?.name[language] ?? t('desk.form.title')} · ${names.join(', ')}`;
}
