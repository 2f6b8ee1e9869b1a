import { assembleForm, type Form } from '../../src/core/sittings/assemble.ts';
import type { PermitCase, Recipe } from '../../src/core/cases/dossier.ts';
import { generateCase } from '../../src/core/cases/generate.ts';
import type { Catalogue } from '../../src/core/catalogue/catalogue.ts';
import { createDatabase } from '../../src/platform/database.ts';
import { migrateLatest } from '../../src/platform/migrate.ts';
import { createServices, type Services } from '../../src/services.ts';
import { insertCase, insertSitting } from '../../src/features/sittings/sitting-store.ts';
import { testConfig, testPassword } from '../support/app.ts';
import { content } from '../support/content.ts';

export interface Sitter {
  username: string;
  password: string;
  sittingId: number;
}

/** A database file with so many trainees in the middle of a test, its deadline far away. */
export async function testsInProgress(databaseUrl: string, number: number): Promise<Sitter[]> {
  const db = createDatabase(databaseUrl);
  try {
    await migrateLatest(db);
    const services = createServices({
      db,
      now: () => new Date(),
      config: testConfig({ DATABASE_URL: databaseUrl }),
      content: content(),
    });
    const sitters: Sitter[] = [];
    const form = formOf(services);
    for (let n = 1; n <= number; n++) sitters.push(await beginTest(services, `sitter${String(n).padStart(2, '0')}`, form));
    return sitters;
  } finally {
    await db.destroy();
  }
}

/** Everybody sits the same form, on each database. */
const forms = new WeakMap<Recipe, PermitCase>();

function made(catalogue: Catalogue, recipe: Recipe): PermitCase {
  const permitCase = forms.get(recipe) ?? generateCase(catalogue, recipe);
  forms.set(recipe, permitCase);
  return permitCase;
}

let whole: Form | undefined;
const formOf = ({ catalogue }: Services): Form => (whole ??= assembleForm(catalogue, 1, 'programme', { seenSeeds: [], seenItems: [] }));

/** Adds a trainee with a test begun now; it is put straight into the store, because the gate is not the subject. */
export async function beginTest(services: Services, username: string, form = formOf(services)): Promise<Sitter> {
  const { accounts, catalogue, db } = services;
  const { id: traineeId } = await accounts.create(null, {
    username,
    name: `Orang ${username}`,
    roles: ['trainee'],
    password: testPassword,
  });
  const at = new Date().toISOString();
  const sittingId = await db.transaction(async (trx) => {
    const caseIds: number[] = [];
    for (const recipe of form.cases)
      caseIds.push(
        await insertCase(trx, {
          recipe,
          permitCase: made(catalogue, recipe),
          purpose: 'test',
          madeBy: null,
          at,
        }),
      );
    const deadlineAt = new Date(Date.now() + 6 * 3_600_000).toISOString();
    return insertSitting(
      trx,
      {
        traineeId,
        kind: 'test',
        level: 1,
        contentVersion: catalogue.version,
        form: { seed: 'programme', items: form.items },
        issuedBy: null,
        issuedAt: at,
        startedAt: at,
        deadlineAt,
      },
      caseIds,
    );
  });
  return { username, password: testPassword, sittingId };
}
