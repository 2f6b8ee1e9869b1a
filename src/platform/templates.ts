import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import ejs from 'ejs';

type Locals = Record<string, unknown>;
type Include = (from: string, locals: Locals, file: string, data?: Locals) => string;
type Template = (locals: Locals) => string;

export interface Templates {
  /** Renders the template in this file of the folder of views. The object is taken over: what all templates need is added to it. */
  render(file: string, locals: Locals): string;
}

const specials = /[&<>"']/;
const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&#34;', "'": '&#39;' };

/** Escapes for text and quoted attributes; null and undefined print nothing. Most values have nothing to escape, so that is asked first. */
export function escapeHtml(value: unknown): string {
  if (value === null || value === undefined) return '';
  const text = String(value);
  return specials.test(text) ? text.replace(/[&<>"']/g, (character) => entities[character]!) : text;
}

const reserved = new Set(
  'await break case catch class const continue debugger default delete do else enum export extends false finally for function if import in instanceof let locals new null return static super switch this throw true try typeof undefined var void while with yield async of Object Math String Number Array JSON Date Boolean Map Set'.split(
    ' ',
  ),
);

/**
 * The names that a template takes from what it is given: every name in its code that it does not declare itself. They become plain variables;
 * EJS's usual `with` makes each use of a name a search, which is most of the time of a page.
 */
export function namesIn(template: string): string[] {
  const code = [...template.matchAll(/<%(?!#)[-_=]?([\s\S]*?)[-_]?%>/g)].map((match) => match[1]!).join('\n');
  const bare = code.replace(/\/\/.*$/gm, '').replace(/'(?:[^'\\\n]|\\.)*'|"(?:[^"\\\n]|\\.)*"/g, "''");
  const declared = new Set<string>();
  for (const [, names] of bare.matchAll(/\b(?:const|let|var|function)\s+(\{[^}]*\}|\[[^\]]*\]|[\w$]+)/g))
    for (const [name] of names!.matchAll(/[A-Za-z_$][\w$]*/g)) declared.add(name);
  const used = [...bare.matchAll(/(?<![\w$.])[A-Za-z_$][\w$]*|(?<=\.\.\.)[A-Za-z_$][\w$]*/g)].map(([name]) => name);
  return [...new Set(used)].filter((name) => !reserved.has(name) && !declared.has(name));
}

/**
 * EJS templates, each compiled once. EJS itself looks on the disk and copies its options at every include of every page; a desk has a hundred of
 * them. Here an include is a lookup in a map, and one without data of its own shares what its includer was given.
 * `/parts/field` is looked up from the folder of views, anything else from the folder of the template that includes it.
 */
export function createTemplates(folder: string, { cache }: { cache: boolean }): Templates {
  const compiled = new Map<string, Template>();
  /** Files by the including file and the name that it gives. */
  const found = new Map<string, Map<string, string>>();

  function load(file: string): Template {
    const known = cache ? compiled.get(file) : undefined;
    if (known) return known;
    // EJS hands its own slow include to every template under that name; ours has another, and is told from where and with what it is called.
    const text = readFileSync(file, 'utf8').replace(/(<%-\s*)include\(/g, (_, tag: string) => `${tag}__include(${JSON.stringify(file)}, locals, `);
    const options = {
      filename: file,
      compileDebug: !cache,
      escape: escapeHtml,
      unsafePrototypeLocals: true,
      _with: false,
      destructuredLocals: namesIn(text),
    };
    const template = ejs.compile(text, options) as Template;
    compiled.set(file, template);
    return template;
  }

  function resolve(from: string, name: string): string {
    const names = found.get(from) ?? new Map<string, string>();
    found.set(from, names);
    let file = names.get(name);
    if (!file) {
      file = `${name.startsWith('/') ? join(folder, name) : join(dirname(from), name)}.ejs`;
      if (!existsSync(file)) throw new Error(`${from} includes ${name}, which does not exist`);
      names.set(name, file);
    }
    return file;
  }

  const include: Include = (from, locals, name, data) =>
    load(resolve(from, name))(data ? { ...locals, ...data } : locals);

  return { render: (file, locals) => load(file)(Object.assign(locals, { __include: include })) };
}
