import { createHash } from 'node:crypto';
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { register } from 'node:module';
import { fileURLToPath } from 'node:url';
import { isMainThread } from 'node:worker_threads';

const kept = new URL('../../node_modules/.cache/tangga-loader/', import.meta.url);
const { version } = JSON.parse(await readFile(new URL('../../node_modules/typescript/package.json', import.meta.url), 'utf8'));

/**
 * Loads TypeScript for tests and measurements as the compiler writes it. The usual loader writes a file as one line with helpers in front, which count as branches
 * of line 1, and wraps every inner function to keep its name, which halves the speed of grading; production does neither. What was made of a file is kept for all
 * processes, until the file or the compiler changes.
 */
export async function load(url, context, next) {
  if (!url.startsWith('file:') || !url.endsWith('.ts')) return next(url, context);
  const fileName = fileURLToPath(url);
  const text = await readFile(fileName, 'utf8');
  const file = fileURLToPath(new URL(hash(fileName), kept));
  const digest = hash(`${version}\n${text}`);
  const known = await readFile(file, 'utf8').catch(() => '');
  const source = known.startsWith(digest) ? known.slice(digest.length) : await compile(fileName, text);
  if (!known.startsWith(digest)) keep(file, digest + source);
  return { format: 'module', source, shortCircuit: true };
}

const hash = (text) => createHash('sha1').update(text).digest('hex');

async function compile(fileName, text) {
  // Only for a file that changed, because to load the compiler takes half a second.
  const { default: ts } = await import('typescript');
  const compilerOptions = { target: ts.ScriptTarget.ES2023, module: ts.ModuleKind.ESNext, verbatimModuleSyntax: true, inlineSourceMap: true, inlineSources: true };
  return ts.transpileModule(text, { fileName, compilerOptions }).outputText;
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
