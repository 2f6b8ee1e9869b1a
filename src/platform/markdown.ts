import MarkdownIt, { type Token } from 'markdown-it';

/** The elements that a text can have; every other mark-up stays the text that it is. */
const tags = ['p', 'ul', 'ol', 'li', 'blockquote', 'table', 'thead', 'tbody', 'tr', 'th', 'td', 'strong', 'em', 'code'] as const;
export type Tag = (typeof tags)[number];

/**
 * A text in pieces, in their order, for `parts/markdown`: the template writes each by its own escaped output, so that no HTML ever comes out of a text. What is
 * opened is closed.
 */
export type Piece =
  | { kind: 'text'; text: string }
  | { kind: 'open' | 'close'; tag: Tag }
  | { kind: 'line' }
  | { kind: 'link'; href: string }
  | { kind: 'link-end' }
  | { kind: 'picture'; src: string; words: string; width: number; height: number };

/** HTML is off, and so is all that questions do not need: headings would disturb the outline of a page. */
const reader = new MarkdownIt('zero', { html: false, breaks: true }).enable(['emphasis', 'backticks', 'link', 'image', 'list', 'blockquote', 'table', 'newline', 'escape', 'balance_pairs', 'fragments_join']);

/** The code of a picture as texts write it, `gambar:<16 hexadecimal digits>-<width>x<height>`: its size is known before it has come. */
const pictureAddress = /^gambar:([0-9a-f]{16}-([1-9]\d{0,3})x([1-9]\d{0,3}))$/;
/** How a text shows the picture of this code. */
export const pictureMark = (code: string, words: string): string => `![${words.replaceAll(/[[\]\\\n]/g, ' ').trim()}](gambar:${code})`;
/** The address under which the picture of this code is served. */
export const picturePath = (code: string): string => `/pictures/${code}`;

/** A text in paragraphs, lists and tables. */
export const markdown = (text: string): Piece[] => piecesOf(reader.parse(text, {}));
/** A text where only a line may stand, such as an answer inside its label. */
export const markdownLine = (text: string): Piece[] => piecesOf(reader.parseInline(text, {}));

/** The words of a text without its mark-up; a picture is its description. */
export const plainOf = (text: string): string =>
  markdown(text)
    .map((piece) => (piece.kind === 'text' ? piece.text : piece.kind === 'picture' ? piece.words : piece.kind === 'line' || (piece.kind === 'close' && isBlock(piece.tag)) ? ' ' : ''))
    .join('')
    .replace(/\s+/g, ' ')
    .trim();

const isBlock = (tag: Tag): boolean => tag !== 'strong' && tag !== 'em' && tag !== 'code';

/** The codes of the pictures that a text shows. */
export const picturesIn = (text: string): string[] =>
  markdown(text).flatMap((piece) => (piece.kind === 'picture' ? [piece.src.slice(picturePath('').length)] : []));

function piecesOf(tokens: readonly Token[]): Piece[] {
  const links: boolean[] = [];
  return tokens.flatMap((token): Piece[] => {
    if (token.children && token.type === 'inline') return piecesOf(token.children);
    if (token.type === 'text') return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
    if (token.type === 'softbreak' || token.type === 'hardbreak') return [{ kind: 'line' }];
    if (token.type === 'code_inline') return [{ kind: 'open', tag: 'code' }, { kind: 'text', text: token.content }, { kind: 'close', tag: 'code' }];
    if (token.type === 'image') return [pictureOf(token)];
    if (token.type === 'link_open') {
      const href = String(token.attrGet('href'));
      const isWeb = /^https?:\/\//i.test(href);
      links.push(isWeb);
      return isWeb ? [{ kind: 'link', href }] : [];
    }
    if (token.type === 'link_close') return links.pop() ? [{ kind: 'link-end' }] : [];
    const tag = tags.find((each) => each === token.tag);
    if (!tag || token.hidden || token.nesting === 0) return token.content === '' ? [] : [{ kind: 'text', text: token.content }];
    return [{ kind: token.nesting === 1 ? 'open' : 'close', tag }];
  });
}

function pictureOf(token: Token): Piece {
  const words = token.content;
  const [, code, width, height] = pictureAddress.exec(String(token.attrGet('src'))) ?? [];
  return code === undefined ? { kind: 'text', text: words } : { kind: 'picture', src: picturePath(code), words, width: Number(width), height: Number(height) };
}
