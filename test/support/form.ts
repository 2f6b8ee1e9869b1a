const unescape = (text: string): string => text.replaceAll('&#34;', '"').replaceAll('&#39;', "'").replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
const attribute = (tag: string, name: string): string | undefined => {
  const found = new RegExp(`\\s${name}(?:="([^"]*)")?(?=[\\s>])`).exec(tag);
  return found ? unescape(found[1] ?? '') : undefined;
};

/** The fields of the form that has this mark in its tag, with the values that a browser would send; buttons apart. */
export function formIn(html: string, mark: string): Record<string, string | string[]> {
  const from = html.lastIndexOf('<form', html.indexOf(mark));
  const form = html.slice(from, html.indexOf('</form>', from));
  const fields: Record<string, string | string[]> = {};
  const add = (name: string | undefined, value: string) => {
    if (!name) return;
    const before = fields[name];
    fields[name] = before === undefined ? value : [before, value].flat();
  };
  for (const { 0: tag, 1: element, index } of form.matchAll(/<(input|textarea|select)\b[^>]*>/g)) {
    const inner = form.slice(index + tag.length, form.indexOf(`</${element}>`, index));
    const type = element === 'input' ? (attribute(tag, 'type') ?? 'text') : '';
    if (type === 'file' || ((type === 'checkbox' || type === 'radio') && attribute(tag, 'checked') === undefined)) continue;
    const chosen = /<option\b[^>]*\sselected[^>]*>/.exec(inner)?.[0] ?? /<option\b[^>]*>/.exec(inner)?.[0] ?? '';
    add(attribute(tag, 'name'), element === 'textarea' ? unescape(inner) : element === 'select' ? (attribute(chosen, 'value') ?? '') : (attribute(tag, 'value') ?? 'on'));
  }
  return fields;
}
