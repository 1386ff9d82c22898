import { LANGUAGES, type Language, type Scale } from '#renderer/ui/index';
import { PARTS, type PartName } from './parts';

/** What the address asks the component page for: `?theme=dark&language=en&scale=touch&part=lists`. */
export interface Look {
  readonly theme: 'light' | 'dark';
  readonly language: Language;
  readonly scale: Scale;
  /** One part alone; null for all. */
  readonly part: PartName | null;
}

const THEMES = ['light', 'dark'] as const;
const SCALES = ['desk', 'touch', 'large'] as const satisfies readonly Scale[];

/** Reads the address; what it does not name is the first of its kind. */
export function lookOf(search: string): Look {
  const asked = new URLSearchParams(search);
  const oneOf = <T extends string>(name: string, known: readonly T[]): T | null =>
    known.find((each) => each === asked.get(name)) ?? null;
  return {
    theme: oneOf('theme', THEMES) ?? 'light',
    language: oneOf('language', LANGUAGES) ?? 'zh',
    scale: oneOf('scale', SCALES) ?? 'desk',
    part: oneOf('part', Object.keys(PARTS) as PartName[]),
  };
}

/** The address of the same page with something else asked for. */
export function addressFor(look: Look, change: Partial<Look>): string {
  const { theme, language, scale, part } = { ...look, ...change };
  return `?${new URLSearchParams({ theme, language, scale, ...(part !== null && { part }) }).toString()}`;
}
