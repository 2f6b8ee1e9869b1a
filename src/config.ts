import { randomBytes } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { z } from 'zod';
import { paths } from './platform/paths.ts';

const yesOrNo = z.enum(['true', 'false']).transform((text) => text === 'true');

/** Every setting; an empty variable counts as absent. A test keeps .env.example in step with this list. */
export const settings = z.object({
  NODE_ENV: z.enum(['development', 'test', 'production']).default('development'),
  HOST: z.string().default('0.0.0.0'),
  PORT: z.coerce.number().int().min(0).max(65_535).default(3000),
  BASE_URL: z.url({ protocol: /^https?$/ }).optional(),
  DATABASE_URL: z
    .string()
    .regex(/^(postgres(ql)?:\/\/|sqlite:)/, 'must begin with postgres:// or sqlite:')
    .default('sqlite:data/tangga.sqlite'),
  SESSION_SECRET: z.string().min(32).optional(),
  LOG_LEVEL: z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).optional(),
  TRUST_PROXY: z.string().default('false'),
  CONTENT_DIR: z.string().default('seeds/content'),
  TIME_ZONE: z.string().refine(isTimeZone, 'is not a time zone').default('Asia/Jakarta'),
  DEMO: yesOrNo.optional(),
  ADMIN_USERNAME: z.string().default('admin'),
  ADMIN_PASSWORD_FILE: z.string().optional(),
});

/** What it costs to hash a password: memory in KiB, passes and threads. */
export interface PasswordCost {
  memoryCost: number;
  timeCost: number;
  parallelism: number;
}

export type Config = ReturnType<typeof loadConfig>;

/** Parses the environment; throws a sentence that names every variable that cannot be taken. */
export function loadConfig(environment: Record<string, string | undefined> = readEnvironment()) {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  const parsed = settings.safeParse(given);
  if (!parsed.success)
    throw new ConfigError(parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
  const value = parsed.data;
  const production = value.NODE_ENV === 'production';
  if (production && !value.SESSION_SECRET)
    throw new ConfigError('SESSION_SECRET: is required in production, 32 characters or more');
  if (production && value.DEMO) throw new ConfigError('DEMO: demonstration accounts are refused in production');

  return Object.freeze({
    environment: value.NODE_ENV,
    production,
    host: value.HOST,
    port: value.PORT,
    /** The address that people use, without a slash at the end; it stands in the QR code of a certificate. */
    baseUrl: (value.BASE_URL ?? `http://localhost:${value.PORT}`).replace(/\/+$/, ''),
    databaseUrl: value.DATABASE_URL,
    sessionSecret: value.SESSION_SECRET ?? keptSecret(),
    logLevel: value.LOG_LEVEL ?? (production ? 'info' : 'warn'),
    trustProxy: trustProxy(value.TRUST_PROXY),
    timeZone: value.TIME_ZONE,
    contentFolder: resolve(paths.root, value.CONTENT_DIR),
    demo: value.DEMO ?? !production,
    adminUsername: value.ADMIN_USERNAME,
    adminPasswordFile: value.ADMIN_PASSWORD_FILE,
    cacheViews: value.NODE_ENV !== 'development',
    /** OWASP's choice for argon2id; tests pass a cheap one. */
    passwordCost: { memoryCost: 19_456, timeCost: 2, parallelism: 1 } satisfies PasswordCost,
    /** How often each robot plays a scenario before it may be published; tests have less time. */
    robotPlays: 200 as number,
  });
}

/** The folder of the content pack alone, for commands that need no other setting. */
export const contentFolder = (environment: Record<string, string | undefined> = readEnvironment()): string =>
  resolve(paths.root, environment['CONTENT_DIR'] || settings.shape.CONTENT_DIR.parse(undefined));

/** The environment cannot be used as it is; the message is meant for the person who starts the server. */
export class ConfigError extends Error {
  override name = 'ConfigError';
}

function readEnvironment(): Record<string, string | undefined> {
  const file = join(paths.root, '.env');
  if (existsSync(file)) process.loadEnvFile(file);
  return process.env;
}

/** Outside production sessions survive a restart because the secret is kept in a file that only its owner reads. */
function keptSecret(): string {
  const file = join(paths.data, 'session-secret');
  if (!existsSync(file)) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, randomBytes(32).toString('hex'), { mode: 0o600 });
  }
  return readFileSync(file, 'utf8').trim();
}

/** `false`, a number of proxies, or addresses as Express takes them. */
function trustProxy(text: string): boolean | number | string {
  if (text === 'false') return false;
  return /^\d+$/.test(text) ? Number(text) : text;
}

function isTimeZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: name });
    return true;
  } catch {
    return false;
  }
}
