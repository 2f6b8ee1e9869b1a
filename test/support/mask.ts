/** The page without the elements that carry this attribute: what must not depend on them. */
export function masked(html: string, attribute: string): string {
  for (;;) {
    const at = html.indexOf(` ${attribute}`);
    if (at < 0) return html;
    const start = html.lastIndexOf('<', at);
    const name = /^<([a-z]+)/.exec(html.slice(start, start + 20))![1]!;
    html = `${html.slice(0, start)}[masked]${html.slice(endOf(html, start, name))}`;
  }
}

function endOf(html: string, start: number, name: string): number {
  const tags = new RegExp(`<(/?)${name}\\b[^>]*>`, 'g');
  tags.lastIndex = start;
  for (let depth = 0; ;) {
    const tag = tags.exec(html);
    if (!tag) throw new Error(`<${name}> is not closed`);
    depth += tag[1] === '/' ? -1 : 1;
    if (depth === 0) return tags.lastIndex;
  }
}
