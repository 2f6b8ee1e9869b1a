import type { Knex } from 'knex';
import type { Config } from './config.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import { AccountService } from './features/accounts/account-service.ts';
import { AppealService } from './features/appeals/appeal-service.ts';
import { AuditService } from './features/audit/audit-service.ts';
import { WorkService } from './features/authoring/work-service.ts';
import { RuleService } from './features/catalogue/rule-service.ts';
import { CertificateService } from './features/certificates/certificate-service.ts';
import { ConversationBank } from './features/conversations/conversation-bank.ts';
import { conversationKind } from './features/conversations/conversation-kind.ts';
import { ConversationService } from './features/conversations/conversation-service.ts';
import { AgreementService } from './features/evaluations/agreement-service.ts';
import { CriticalService } from './features/evaluations/critical-service.ts';
import { EvaluationOpening } from './features/evaluations/evaluation-opening.ts';
import { EvaluationService } from './features/evaluations/evaluation-service.ts';
import { MarkingService } from './features/evaluations/marking-service.ts';
import { QueueService } from './features/evaluations/queue-service.ts';
import { ReplyService } from './features/evaluations/reply-service.ts';
import { GuideService } from './features/guide/guide-service.ts';
import { ClearanceService } from './features/levels/clearance-service.ts';
import { WaiverService } from './features/levels/waiver-service.ts';
import { ItemAnalysisService } from './features/items/item-analysis-service.ts';
import { DeskDrafts } from './features/sittings/desk-drafts.ts';
import { ExtraTimeService } from './features/sessions/extra-time-service.ts';
import { RobotRuns } from './features/scenarios/robot-runs.ts';
import { ScenarioCases } from './features/scenarios/scenario-cases.ts';
import { scenarioKind } from './features/scenarios/scenario-kind.ts';
import { ScenarioService } from './features/scenarios/scenario-service.ts';
import { FormPreparation } from './features/sessions/form-preparation.ts';
import { InterventionService } from './features/sessions/intervention-service.ts';
import { SaveTimes } from './features/sessions/save-times.ts';
import { TestSessionService } from './features/sessions/test-session-service.ts';
import { clockStates } from './features/sittings/live-store.ts';
import { boardStates } from './features/sessions/board-store.ts';
import { FormService } from './features/sittings/form-service.ts';
import { ItemService } from './features/sittings/item-service.ts';
import { PracticeService } from './features/sittings/practice-service.ts';
import { AttemptService } from './features/questions/attempt-service.ts';
import { ImportService } from './features/questions/import-service.ts';
import { PictureService } from './features/questions/picture-service.ts';
import { QuestionBank } from './features/questions/question-bank.ts';
import { questionKind } from './features/questions/question-kind.ts';
import { QuestionService } from './features/questions/question-service.ts';
import { ReplayService } from './features/sittings/replay-service.ts';
import { RegradeService } from './features/sittings/regrade-service.ts';
import { InspectionService } from './features/shifts/inspection-service.ts';
import { ShiftService } from './features/shifts/shift-service.ts';
import { SittingService } from './features/sittings/sitting-service.ts';
import { Signals } from './features/sittings/signals.ts';
import { TestService } from './features/sittings/test-service.ts';
import { AssignmentService } from './features/trainer/assignment-service.ts';
import { TrainerCaseService } from './features/trainer/case-service.ts';
import { GroupService } from './features/trainer/group-service.ts';
import { PersonService } from './features/trainer/person-service.ts';
import { createAuthentication } from './platform/auth.ts';
import { Live } from './platform/live.ts';
import { createLogger } from './platform/logger.ts';
import { Memory } from './platform/memory.ts';
import { createPasswords } from './platform/passwords.ts';
import { createLoginLimiter, createRateLimit } from './platform/rate-limit.ts';
import { SessionStore } from './platform/session-store.ts';

/** What comes from outside; tests give their own database and clock. */
export interface Parts {
  db: Knex;
  now: () => Date;
  config: Config;
  /** The content pack, validated at the start. */
  content: Catalogue;
}

export type Services = ReturnType<typeof createServices>;

/** The composition root: the only place where services are made and given to one another. */
export function createServices({ db, now, config, content }: Parts) {
  const logger = createLogger(config.logLevel);
  const memory = new Memory(db);
  const sessions = new SessionStore(db, now, memory);
  const accounts = new AccountService({ db, now, sessions, memory, passwords: createPasswords(config.passwordCost) });
  const certificates = new CertificateService({ db, now, catalogue: content, timeZone: config.timeZone });
  const opening = new EvaluationOpening(content, certificates);
  const bank = new QuestionBank(db);
  const sittings = new SittingService({ db, now, catalogue: content, logger, memory, followUp: opening, bank });
  const queue = new QueueService({ db, now, catalogue: content });
  const evaluations = new EvaluationService({ db, now, catalogue: content, queue });
  const signedIn = (logins: string[]) => sessions.signedIn(logins);
  const live = new Live({ now, logger, signedIn, read: (ids) => clockStates(db, ids) });
  const saves = new SaveTimes(db);
  const presence = { saves, isConnected: (id: number) => live.isConnected(id), lastOpened: (id: number) => live.lastOpened(id) };
  const board = new Live({ now, logger, signedIn, read: (ids) => boardStates(db, ids, presence, now().toISOString()) });
  const forms = new FormService({ db, now, catalogue: content, bank });
  const preparation = new FormPreparation({ db, now, logger, forms });
  const practices = new PracticeService({ db, now, catalogue: content, logger });
  const guide = new GuideService({ db, now, catalogue: content, authored: new ConversationBank(db, content) });
  const shifts = new ShiftService({ db, now, catalogue: content, practices, sittings, guide });
  const regrades = new RegradeService({ db, now, catalogue: content, cases: sittings.cases, followUp: opening });
  const robotRuns = new RobotRuns(content, config.robotPlays);
  /** Each kind of work adds itself here. */
  const works = new WorkService({ db, now, kinds: [scenarioKind(content, robotRuns), questionKind(content), conversationKind(content)] });
  const groups = new GroupService({ db, now, catalogue: content });
  const assignments = new AssignmentService({ db, now, practices, timeZone: config.timeZone });
  const trainerCases = new TrainerCaseService({ db, now, catalogue: content, assignments, groups });
  return {
    db,
    now,
    config,
    catalogue: content,
    logger,
    memory,
    sessions,
    accounts,
    authentication: createAuthentication(accounts),
    loginLimiter: createLoginLimiter(now),
    /** Saves of one sitting, by its id. */
    saveLimiter: createRateLimit(now, { points: 10, seconds: 1 }),
    audit: new AuditService(db),
    certificates,
    agreement: new AgreementService(db, content),
    criticals: new CriticalService({ db, now, rescorer: regrades }),
    evaluations,
    markings: new MarkingService({ db, now, catalogue: content, certificates, evaluations, queue, timeZone: config.timeZone }),
    queue,
    replies: new ReplyService({ db, now, grader: sittings }),
    sittings,
    drafts: new DeskDrafts({ db, now, memory }),
    signals: new Signals({ db, now }),
    items: new ItemService({ db, catalogue: content, sittings, bank }),
    practices,
    forms,
    tests: new TestService({ db, now, catalogue: content, sittings, forms }),
    preparation,
    testSessions: new TestSessionService({ db, now, catalogue: content, preparation }),
    extraTimes: new ExtraTimeService({ db, now }),
    interventions: new InterventionService({
      db,
      now,
      changed(ids) {
        sittings.changed(ids);
        void live.look();
        void board.look();
      },
    }),
    live,
    board,
    presence,
    regrades,
    appeals: new AppealService({ db, now, catalogue: content, rescorer: regrades, timeZone: config.timeZone }),
    replays: new ReplayService({ db, catalogue: content, cases: sittings.cases }),
    waivers: new WaiverService({ db, now, catalogue: content }),
    clearances: new ClearanceService({ db, now, catalogue: content }),
    groups,
    rules: new RuleService({ db, now, catalogue: content }),
    itemAnalyses: new ItemAnalysisService({ db, catalogue: content }),
    assignments,
    persons: new PersonService({ db, now, catalogue: content }),
    works,
    scenarios: new ScenarioService({ catalogue: content, works }),
    scenarioCases: new ScenarioCases({ db, now, catalogue: content, issuer: trainerCases }),
    robotRuns,
    trainerCases,
    attempts: new AttemptService({ db, now, catalogue: content, bank }),
    questions: new QuestionService({ db, works }),
    questionImports: new ImportService({ db, now, works }),
    pictures: new PictureService({ db, now }),
    guide,
    shifts,
    inspections: new InspectionService({ db, now, catalogue: content, shifts }),
    conversations: new ConversationService({ catalogue: content, works }),
    // The services of the other features follow here.
  };
}
