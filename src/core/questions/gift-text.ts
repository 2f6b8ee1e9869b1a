/** GIFT gives seven signs a meaning; a backslash before one takes it away, and backslash n is a line feed. */
const meaning = /[\\~=#{}:]|\n|->/g;
const escaped = /\\([\\~=#{}:n])|-\\>/g;

/** A text for a GIFT file. An arrow is written `-\>`: GIFT has no escape for it, and other programs would take the answers for pairs. */
export const escapeGift = (text: string): string => text.replace(meaning, (sign) => (sign === '\n' ? '\\n' : sign === '->' ? '-\\>' : `\\${sign}`));

/** A text of a GIFT file without its escapes; the inverse of `escapeGift`. */
export const unescapeGift = (text: string): string => text.replace(escaped, (_whole, sign: string | undefined) => (sign === undefined ? '->' : sign === 'n' ? '\n' : sign));

/** Where a sign stands that no backslash disarms, from a place on; -1 when it stands nowhere. */
export function findSign(text: string, sign: string, from = 0): number {
  for (let at = from; at < text.length; at++) {
    if (text[at] === '\\' && at + 1 < text.length && '\\~=#{}:n'.includes(text[at + 1]!)) at++;
    else if (text.startsWith(sign, at)) return at;
  }
  return -1;
}

/** The parts before and after a sign; the second is undefined when the sign is not there. */
export function cut(text: string, sign: string): [string, string | undefined] {
  const at = findSign(text, sign);
  return at < 0 ? [text, undefined] : [text.slice(0, at), text.slice(at + sign.length)];
}

/** Answers of a GIFT answer part, each with the sign, = or ~, that begins it; what stands before the first sign comes with ''. */
export function answersIn(text: string): { sign: string; text: string }[] {
  const answers = [{ sign: '', text: '' }];
  let start = 0;
  for (let at = 0; at <= text.length; at++) {
    const sign = text[at];
    if (sign === '\\' && at + 1 < text.length) at++;
    else if (sign === undefined || sign === '=' || sign === '~') {
      answers.at(-1)!.text = text.slice(start, at).trim();
      start = at + 1;
      if (sign !== undefined) answers.push({ sign, text: '' });
    }
  }
  return answers[0]!.text === '' ? answers.slice(1) : answers;
}
