import { readFileSync, readdirSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { RequestHandler } from 'express';
import i18next, { type i18n } from 'i18next';
import { createFormatter, type Formatter } from './format.ts';
import { paths } from './paths.ts';
import { languages, type Language } from '../core/shared/text.ts';

/** Gives the text of a key such as `accounts.login.title`; `count` chooses the plural form. */
export type Translate = (key: string, vars?: object) => string;

/** One person's language: the texts and the forms of dates and numbers. */
export interface Speech {
  language: Language;
  t: Translate;
  format: Formatter;
}

export type Speak = (language: Language) => Speech;

interface Options {
  timeZone: string;
  /** A key without text throws instead of being shown; for tests. */
  strict?: boolean;
}

export const languageCookie = 'lang';

// Texts do not change while a process runs.
const made = new Map<string, Speak>();

/** Loads the texts of every feature once and gives the function that speaks a language. */
export function createSpeech({ timeZone, strict = false }: Options): Speak {
  const name = `${timeZone} ${strict}`;
  const known = made.get(name) ?? makeSpeech({ timeZone, strict });
  made.set(name, known);
  return known;
}

function makeSpeech({ timeZone, strict }: Required<Options>): Speak {
  const catalogue: i18n = i18next.createInstance();
  void catalogue.init({
    lng: 'id',
    fallbackLng: strict ? false : 'id',
    initAsync: false,
    showSupportNotice: false,
    interpolation: { escapeValue: false },
    resources: Object.fromEntries(languages.map((language) => [language, { translation: readTexts(language) }])),
    parseMissingKeyHandler(key: string) {
      if (strict) throw new Error(`No text for '${key}'`);
      return key;
    },
  } as Parameters<i18n['init']>[0]);

  const speeches = new Map<Language, Speech>();
  for (const language of languages) {
    const translate = catalogue.getFixedT(language);
    speeches.set(language, {
      language,
      t: remembering((key, vars) => String(translate(key, { ...vars }))),
      format: createFormatter(language, timeZone),
    });
  }
  return (language) => speeches.get(language) as Speech;
}

const mostRemembered = 10_000;

/** A page asks for a hundred texts, mostly the same as the page before; looking one up again costs a hundred times what remembering it does. */
function remembering(translate: Translate): Translate {
  const said = new Map<string, string>();
  return (key, vars) => {
    const asked = vars ? key + nameOf(vars) : key;
    const known = said.get(asked);
    if (known !== undefined) return known;
    const text = translate(key, vars);
    if (said.size >= mostRemembered) said.clear();
    said.set(asked, text);
    return text;
  };
}

/** Values as one text, different for different ones; numbers, the most frequent case, take a short way. */
function nameOf(vars: object): string {
  let name = '';
  for (const key in vars) {
    const value: unknown = vars[key as keyof typeof vars];
    if (typeof value !== 'number') return JSON.stringify(vars);
    name += ` ${key} ${value}`;
  }
  return name;
}

/** Each file is a namespace under its own name: `accounts.json` holds the keys that begin with `accounts.` */
function readTexts(language: Language): Record<string, unknown> {
  const folder = join(paths.locales, language);
  const files = readdirSync(folder).filter((file) => file.endsWith('.json'));
  return Object.fromEntries(
    files.map((file) => [basename(file, '.json'), JSON.parse(readFileSync(join(folder, file), 'utf8'))]),
  );
}

/** True for `id` and `en`. */
export function isLanguage(value: unknown): value is Language {
  return languages.includes(value as Language);
}

/**
 * What the address asks for (`?lang=en`), else the person's own choice, else the cookie of this browser, else what the browser
 * prefers of the two, else Indonesian. Puts `t`, `language` and `format` in `res.locals`.
 */
export function speakLanguage(speak: Speak): RequestHandler {
  return (req, res, next) => {
    const own = (res.locals.user as { language?: unknown } | undefined)?.language;
    // Indonesian stands first in the list, so it is what a browser gets that takes any language.
    const wish = [req.query.lang, own, cookieValue(req.headers.cookie), req.acceptsLanguages([...languages])].find(isLanguage);
    Object.assign(res.locals, speak(wish ?? 'id'));
    next();
  };
}

function cookieValue(header = ''): string | undefined {
  const pair = header.split(/;\s*/).find((part) => part.startsWith(`${languageCookie}=`));
  return pair?.slice(languageCookie.length + 1);
}
