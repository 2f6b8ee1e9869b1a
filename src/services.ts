import type { Knex } from 'knex';
import type { Config } from './config.ts';
import type { Catalogue } from './core/catalogue/catalogue.ts';
import { AccountService } from './features/accounts/account-service.ts';
import { AppealService } from './features/appeals/appeal-service.ts';
import { AuditService } from './features/audit/audit-service.ts';
import { CertificateService } from './features/certificates/certificate-service.ts';
import { EvaluationService } from './features/evaluations/evaluation-service.ts';
import { ClearanceService } from './features/levels/clearance-service.ts';
import { WaiverService } from './features/levels/waiver-service.ts';
import { ItemService } from './features/sittings/item-service.ts';
import { PracticeService } from './features/sittings/practice-service.ts';
import { ReplayService } from './features/sittings/replay-service.ts';
import { RegradeService } from './features/sittings/regrade-service.ts';
import { SittingService } from './features/sittings/sitting-service.ts';
import { TestService } from './features/sittings/test-service.ts';
import { TrainerCaseService } from './features/trainer/case-service.ts';
import { GroupService } from './features/trainer/group-service.ts';
import { createAuthentication } from './platform/auth.ts';
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
  const sittings = new SittingService({ db, now, catalogue: content, logger, memory, renewer: certificates });
  const practices = new PracticeService({ db, now, catalogue: content, logger });
  const regrades = new RegradeService({ db, now, catalogue: content, cases: sittings.cases, renewer: certificates });
  const groups = new GroupService({ db, now, catalogue: content });
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
    evaluations: new EvaluationService({ db, now, catalogue: content, certificates }),
    sittings,
    items: new ItemService({ db, catalogue: content, sittings }),
    practices,
    regrades,
    appeals: new AppealService({ db, now, catalogue: content, rescorer: regrades, timeZone: config.timeZone }),
    replays: new ReplayService({ db, catalogue: content, cases: sittings.cases }),
    tests: new TestService({ db, now, catalogue: content, sittings }),
    waivers: new WaiverService({ db, now, catalogue: content }),
    clearances: new ClearanceService({ db, now, catalogue: content }),
    groups,
    trainerCases: new TrainerCaseService({ db, now, catalogue: content, practices, groups }),
    // The services of the other features follow here.
  };
}
