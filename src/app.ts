import compression from 'compression';
import express, { type Express } from 'express';
import type { Config } from './config.ts';
import { accountRoutes } from './features/accounts/account-routes.ts';
import { adminRoutes } from './features/accounts/admin-routes.ts';
import { appealRoutes } from './features/appeals/appeal-routes.ts';
import { auditRoutes } from './features/audit/audit-routes.ts';
import { catalogueRoutes } from './features/catalogue/catalogue-routes.ts';
import { certificateRoutes } from './features/certificates/certificate-routes.ts';
import { revocationRoutes } from './features/certificates/revocation-routes.ts';
import { agreementRoutes } from './features/evaluations/agreement-routes.ts';
import { criticalRoutes } from './features/evaluations/critical-routes.ts';
import { evaluationRoutes } from './features/evaluations/evaluation-routes.ts';
import { queueRoutes } from './features/evaluations/queue-routes.ts';
import { clearanceRoutes } from './features/levels/clearance-routes.ts';
import { levelRoutes } from './features/levels/level-routes.ts';
import { extraTimeRoutes } from './features/sessions/extra-time-routes.ts';
import { invigilationRoutes } from './features/sessions/invigilation-routes.ts';
import { testSessionRoutes } from './features/sessions/test-session-routes.ts';
import { deskRoutes } from './features/sittings/desk-routes.ts';
import { liveRoutes } from './features/sittings/live-routes.ts';
import { practiceRoutes } from './features/sittings/practice-routes.ts';
import { sittingRoutes } from './features/sittings/sitting-routes.ts';
import { regradeRoutes } from './features/sittings/regrade-routes.ts';
import { letterRoutes } from './features/sittings/letter-routes.ts';
import { testRoutes } from './features/levels/test-routes.ts';
import { waiverRoutes } from './features/levels/waiver-routes.ts';
import { trainerCaseRoutes } from './features/trainer/case-routes.ts';
import { trainerGroupRoutes } from './features/trainer/group-routes.ts';
import { createAssets } from './platform/assets.ts';
import { bodies } from './platform/bodies.ts';
import { csrfProtection } from './platform/csrf.ts';
import { errorPages, notFound } from './platform/error-pages.ts';
import { flashMessages } from './platform/flash.ts';
import { healthRoutes } from './platform/health.ts';
import { createSpeech, speakLanguage } from './platform/i18n.ts';
import { requestLog } from './platform/logger.ts';
import { securityHeaders } from './platform/security-headers.ts';
import { sessions } from './platform/session.ts';
import { pageShell, setUpShell } from './platform/shell.ts';
import { setUpViews } from './platform/views.ts';
import type { Services } from './services.ts';

/** The application as a list: what every request passes, in this order, then the features, then the errors. */
export function createApp(services: Services, config: Config): Express {
  const app = express();
  const assets = createAssets({ immutable: config.cacheViews });
  const speak = createSpeech({ timeZone: config.timeZone, strict: config.environment === 'test' });
  app.disable('x-powered-by');
  app.set('trust proxy', config.trustProxy);
  setUpViews(app, { cache: config.cacheViews });
  setUpShell(app, assets);

  app.use(securityHeaders(config));
  app.use(requestLog(services.logger));
  app.use(assets.router);
  app.use(healthRoutes(services.db));
  app.use(compression());
  app.use(sessions(services.sessions, config));
  app.use(services.authentication.middleware);
  app.use(speakLanguage(speak));
  app.use(flashMessages, pageShell);
  app.use(bodies());
  app.use(csrfProtection(config));

  // In the order in which they are asked for: a request is held against every route before its own.
  app.use(deskRoutes(services));
  app.use(sittingRoutes(services));
  app.use(liveRoutes(services));
  app.use(accountRoutes(services));
  app.use(adminRoutes(services));
  app.use(auditRoutes(services));
  app.use(levelRoutes(services));
  app.use(practiceRoutes(services));
  app.use(testRoutes(services));
  app.use(queueRoutes(services));
  app.use(criticalRoutes(services));
  app.use(evaluationRoutes(services));
  app.use(agreementRoutes(services));
  app.use(waiverRoutes(services));
  app.use(regradeRoutes(services));
  app.use(appealRoutes(services));
  app.use(letterRoutes(services));
  app.use(clearanceRoutes(services));
  app.use(revocationRoutes(services));
  app.use(catalogueRoutes(services));
  app.use(certificateRoutes(services));
  app.use(trainerCaseRoutes(services));
  app.use(trainerGroupRoutes(services));
  app.use(testSessionRoutes(services));
  app.use(extraTimeRoutes(services));
  app.use(invigilationRoutes(services));
  // The other features follow here, one line each.

  app.use(notFound);
  app.use(errorPages(speak));
  return app;
}
