import type { Response, Router } from 'express';
import { z } from 'zod';
import { leastReason } from '../../core/ladder/waiver.ts';
import { createRoutes } from '../../platform/access.ts';
import { currentUser } from '../../platform/auth.ts';
import { InvalidInputError, type Problems } from '../../platform/errors.ts';
import { flash } from '../../platform/flash.ts';
import type { Speech } from '../../platform/i18n.ts';
import { presentPager } from '../../platform/pager.ts';
import { formBody, idParam, paging, queryOf, typedText } from '../../platform/request.ts';
import { page } from '../../platform/views.ts';
import type { Services } from '../../services.ts';
import { presentFacts } from './certificate-presenter.ts';

const administrator = ['administrator'] as const;
const longest = 500;
const filter = z.object({ q: z.string().trim().max(100).catch('') });

/** What `then` says: look at it again, change it, or send it. */
const revocationForm = z.object({
  reason: z
    .string()
    .max(longest)
    .transform((text) => text.replaceAll(/\s+/g, ' ').trim())
    .refine((text) => [...text].length >= leastReason, { message: 'regrades.short' }),
  then: z.enum(['check', 'change', 'send']).catch('check'),
});

type Needs = Pick<Services, 'certificates' | 'accounts' | 'catalogue' | 'now'>;

/** The administrator's list of certificates, and taking one back in two steps. */
export function revocationRoutes({ certificates, accounts, catalogue, now }: Needs): Router {
  const { router, get, post } = createRoutes();
  const speech = (res: Response) => res.locals as Speech;

  get('/admin/certificates', administrator, async (req, res) => {
    const { q } = queryOf(req, filter);
    const wanted = paging(req);
    const { rows, total } = await certificates.list(q, wanted);
    page(res, 'admin/certificates', {
      rows: rows.map((each) => ({ id: each.id, proposal: each.proposal, ...presentFacts(each, catalogue, now(), speech(res)) })),
      q,
      pager: presentPager('/admin/certificates', { q }, wanted, total),
    });
  });

  const show = async (res: Response, id: number, reason = '', checking = false, problems: Problems = {}) => {
    const { certificate, revocation } = await certificates.forAdministrator(id);
    const names = await accounts.namesOf(revocation ? [revocation.by] : []);
    page(res, 'admin/certificate', {
      path: `/admin/certificates/${id}`,
      certificate: presentFacts(certificate, catalogue, now(), speech(res)),
      revocation: revocation && { reason: revocation.reason, by: names.get(revocation.by) ?? '', at: speech(res).format.dateTime(revocation.at) },
      reason,
      checking: checking && !revocation,
      longest,
      problems,
    });
  };

  get('/admin/certificates/:id', administrator, (req, res) => show(res, idParam(req)));

  post('/admin/certificates/:id/revocation', administrator, async (req, res) => {
    const id = idParam(req);
    const { certificate } = await certificates.forAdministrator(id);
    try {
      const { reason, then } = formBody(req, revocationForm);
      if (then !== 'send') return await show(res, id, reason, then === 'check');
      await certificates.revoke(id, { reason, by: currentUser(res).id });
    } catch (error) {
      if (!(error instanceof InvalidInputError)) throw error;
      return show(res.status(422), id, typedText(req, ['reason']).reason, false, error.problems);
    }
    flash(req, 'certificates.admin.revoked', { number: certificate.number });
    res.redirect(303, `/admin/certificates/${id}`);
  });

  return router;
}
