import type { Services } from '../services.ts';

/** `tangga audit verify`: recomputes the chain; the sentence to print, and whether the chain is whole. */
export async function verifyAudit({ audit }: Pick<Services, 'audit'>): Promise<{ ok: boolean; text: string }> {
  const { ok, rows, firstBroken, head } = await audit.verify();
  return {
    ok,
    text: ok
      ? `The audit chain is intact up to #${rows}; its head is ${head}`
      : `The audit chain is broken at #${firstBroken}`,
  };
}
