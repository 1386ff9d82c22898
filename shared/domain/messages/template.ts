/** A text in Chinese and, where there is one, in English, with places in braces: `{name}`. */
export interface TemplateText {
  readonly zh: string;
  readonly en?: string | undefined;
}

/** What keeps a text from being filled. `most` and `length` are in characters. */
export type TemplateProblem =
  | { readonly kind: 'missing-value'; readonly name: string }
  | { readonly kind: 'broken-place'; readonly language: 'zh' | 'en' }
  | { readonly kind: 'too-long'; readonly language: 'zh' | 'en'; readonly length: number; readonly most: number };

export type FilledText =
  | { readonly ok: true; readonly text: { readonly zh: string; readonly en: string } }
  | { readonly ok: false; readonly problem: TemplateProblem };

/** Longest title and body that a channel carries, in characters. A channel that is not named carries what a webhook does. */
const CHANNEL_LENGTHS: Readonly<Record<string, MessageLengths>> = {
  // Two lines in the list behind the bell.
  app: { title: 60, body: 300 },
  webhook: { title: 120, body: 2000 },
  // Gateways cut a longer text into parts up to this.
  sms: { title: 60, body: 500 },
};

export interface MessageLengths {
  readonly title: number;
  readonly body: number;
}

/** What a channel carries. */
export const lengthsOf = (channel: string): MessageLengths =>
  CHANNEL_LENGTHS[channel] ?? (CHANNEL_LENGTHS['webhook'] as MessageLengths);

const PLACE = /\{([a-z][A-Za-z0-9]{0,31})\}/g;

/** The names of the places of a text, each once. */
export function placesIn({ zh, en }: TemplateText): readonly string[] {
  const found = `${zh}\n${en ?? ''}`.matchAll(PLACE);
  return [...new Set([...found].map(([, name]) => name ?? ''))];
}

/**
 * Puts values into the places of a text. What a value says is never read as a place again. English falls back to Chinese. Values
 * without a place are left out.
 */
export function fillTemplate(text: TemplateText, values: Readonly<Record<string, string>>, most: number): FilledText {
  const filled = { zh: '', en: '' };
  for (const language of ['zh', 'en'] as const) {
    const one = fillOne(text[language] ?? text.zh, values, language, most);
    if (typeof one !== 'string') return { ok: false, problem: one };
    filled[language] = one;
  }
  return { ok: true, text: filled };
}

function fillOne(
  text: string,
  values: Readonly<Record<string, string>>,
  language: 'zh' | 'en',
  most: number,
): string | TemplateProblem {
  // A brace that belongs to no place is a slip of whoever wrote the text: nobody is to read "{naem" in a message.
  if (/[{}]/.test(text.replace(PLACE, ''))) return { kind: 'broken-place', language };
  const names = [...text.matchAll(PLACE)].map(([, name]) => name ?? '');
  const missing = names.find((name) => !Object.hasOwn(values, name));
  if (missing !== undefined) return { kind: 'missing-value', name: missing };
  const filled = text.replace(PLACE, (_place, name: string) => values[name] ?? '');
  const length = [...filled].length;
  return length > most ? { kind: 'too-long', language, length, most } : filled;
}
