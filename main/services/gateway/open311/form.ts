import type { Fields } from '../../open311-port';

/** Most fields of a form or query; the specification has a dozen and a half. */
const MOST_FIELDS = 60;

/** Fields of `a=b&c=d` in UTF-8; null where it is not written like that, or where there are more than anybody sends. */
export function readFields(text: string): Fields | null {
  const fields = new Map<string, string[]>();
  let count = 0;
  for (const pair of text.split('&')) {
    if (pair === '') continue;
    count += 1;
    if (count > MOST_FIELDS) return null;
    const at = pair.indexOf('=');
    const name = decode(at < 0 ? pair : pair.slice(0, at));
    const value = decode(at < 0 ? '' : pair.slice(at + 1));
    if (name === null || value === null || name === '') return null;
    const values = fields.get(name) ?? [];
    values.push(value);
    fields.set(name, values);
  }
  return fields;
}

/** Null for what is no percent-encoded UTF-8: a replacement character in an address helps nobody. */
function decode(text: string): string | null {
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    return null;
  }
}
