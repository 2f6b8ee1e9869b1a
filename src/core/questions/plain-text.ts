/** Elements that do something, or that bring another document in. */
const active = /<\s*\/?\s*(?:script|iframe|frame|object|embed|applet|svg|math|style|link|meta|base|form|input|button|textarea|template|audio|video)\b/i;
const handler = /<[a-z][^<>]{0,2000}[\s"'/]on[a-z]{3,30}\s*=/i;
const address = /(?:java|vb)\s*script\s*:|data\s*:\s*text\/html/i;

/** Whether a text holds markup that would act if anybody ever showed it as HTML. Texts are shown escaped; this keeps such files out of the bank at all. */
export const activeContent = (text: string): boolean => active.test(text) || handler.test(text) || address.test(text);

/** Whether a text shows or links a picture or another file. */
export const hasPicture = (text: string): boolean => /<\s*img\b|@@PLUGINFILE@@/i.test(text);

/** Whether a text of no stated format is HTML: it has an element or an entity. */
export const looksLikeHtml = (text: string): boolean => /<\/?[a-z][a-z0-9]*(?:\s[^<>]*)?\/?>|&(?:[a-z]{2,8}|#\d{1,7}|#x[0-9a-f]{1,6});/i.test(text);

const names: Record<string, string> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'", nbsp: ' ', ndash: '–', mdash: '—', hellip: '…', lsquo: '‘', rsquo: '’', ldquo: '“', rdquo: '”', times: '×', deg: '°', plusmn: '±', le: '≤', ge: '≥', ne: '≠', rarr: '→', eacute: 'é' };

function entity(whole: string, name: string): string {
  if (!name.startsWith('#')) return names[name] ?? whole;
  const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
  return code <= 0x10ffff ? String.fromCodePoint(code) : whole;
}

/**
 * HTML as plain text: paragraphs, lines and list items become lines, other elements go, entities become their signs; an unknown one stays as written.
 * In: HTML in which nothing acts. Out: the text, and whether an element was taken away that a reader would have seen.
 */
export function htmlToText(html: string): { text: string; lost: boolean } {
  let lost = false;
  const text = html
    .replace(/\s+/g, ' ')
    .replace(/<!--.*?(?:-->|$)/g, '')
    .replace(/<(\/?)([a-z][a-z0-9]*)(?:\s[^<>]*)?>/gi, (_tag, end: string, name: string) => {
      if (/^br$/i.test(name) || (end && /^(?:p|div|li|tr|h[1-6]|blockquote|pre)$/i.test(name))) return '\n';
      if (!/^(?:p|div|span|br|html|body)$/i.test(name)) lost = true;
      return /^t[dh]$/i.test(name) && end ? ' ' : '';
    })
    .replace(/&(#\d{1,7}|#x[0-9a-f]{1,6}|[a-z]{2,8});/gi, entity);
  return { text: tidy(text), lost };
}

/** Lines without space at their ends, no more than one empty line between two, nothing before the first and after the last. */
export function tidy(text: string): string {
  return text.split(/\r\n?|\n/).map((line) => line.trim()).join('\n').replace(/\n{3,}/g, '\n\n').trim();
}
