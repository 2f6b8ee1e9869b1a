import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createRequire, register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const kept = fileURLToPath(new URL('../../node_modules/.cache/tangga-loader/', import.meta.url));
/** The compiler that tsx brings. */
const { transform, version } = createRequire(createRequire(import.meta.url).resolve('tsx'))('esbuild');
const options = { loader: 'ts', format: 'esm', target: 'es2023', sourcemap: 'inline', sourcesContent: false, tsconfigRaw: { compilerOptions: { verbatimModuleSyntax: true } } };
const ours = version + JSON.stringify(options);

/**
 * Loads TypeScript for tests as tsx does, but without wrapping every inner function to keep its name: that takes a quarter of the time of what computes much, and
 * production does not do it. What was made of a file is kept for all processes, until the file or the compiler changes.
 */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const fileName = fileURLToPath(url);
  const text = await readFile(fileName, 'utf8');
  const file = kept + createHash('sha1').update(fileName).digest('hex');
  const digest = createHash('sha1').update(ours).update(text).digest('hex');
  const known = await readFile(file, 'utf8').catch(() => '');
  if (known.startsWith(digest)) return { format: 'module', source: known.slice(digest.length), shortCircuit: true };
  const { code } = await transform(text, { ...options, sourcefile: fileName });
  keep(file, digest + code);
  return { format: 'module', source: code, shortCircuit: true };
}

/** Puts a file in its place whole, because several processes load at the same time. A folder that cannot be written to costs time, nothing else. */
function keep(file, text) {
  try {
    mkdirSync(kept, { recursive: true });
    writeFileSync(`${file}.${process.pid}`, text);
    renameSync(`${file}.${process.pid}`, file);
  } catch {
    // It is compiled again.
  }
}

if (isMainThread) {
  process.setSourceMapsEnabled(true);
  register(import.meta.url);
}
