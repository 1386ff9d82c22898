import { useEffect, useState } from 'react';
import { insist } from '../insist';
import type { Dictionary } from './pinyin';

let loaded: Dictionary | null = null;

/** The characters of each syllable; fetched when somebody types for the first time. */
export async function loadDictionary(): Promise<Dictionary> {
  if (loaded) return loaded;
  const { default: layout } = await insist(() => import('simple-keyboard-layouts/build/layouts/chinese'))();
  const { layoutCandidates } = layout as unknown as { readonly layoutCandidates: Readonly<Record<string, string>> };
  loaded = new Map(Object.entries(layoutCandidates).map(([syllable, characters]) => [syllable, characters.split(' ')]));
  return loaded;
}

/** The same for a page; null until it is there. Without it letters can still be typed. */
export function useDictionary(): Dictionary | null {
  const [dictionary, setDictionary] = useState(loaded);
  useEffect(() => {
    let isWanted = true;
    void loadDictionary().then((found) => isWanted && setDictionary(found));
    return () => {
      isWanted = false;
    };
  }, []);
  return dictionary;
}
