import { keepDifference, readPicture, type Index } from './baselines';
import { comparePictures } from './compare';
import type { Fingerprint } from './fingerprint';
import { landmarkTroubles } from './layout';
import type { Sight } from './studio';

/** How a sight is judged: against the stored picture, or, where letters are drawn otherwise, against where things stand in it. */
export type Manner = 'pixels' | 'landmarks';

/** Pixels only count where browser and fonts are those of the stored pictures. */
export function mannerFor(index: Index, here: Fingerprint): Manner {
  const { browser, text } = index.fingerprint;
  return browser === here.browser && text === here.text ? 'pixels' : 'landmarks';
}

/** What is wrong with a sight; nothing is good. A picture that was never stored is wrong. */
export function judge(name: string, sight: Sight, index: Index, manner: Manner): readonly string[] {
  const stored = readPicture(name);
  const landmarks = index.landmarks[name];
  if (!stored || !landmarks) return [`${name} has no stored picture: look at it, then npm run visual -- --update`];
  if (manner === 'landmarks') return [...sight.troubles, ...landmarkTroubles(landmarks, sight.landmarks)];
  const compared = comparePictures(stored, sight.picture);
  switch (compared.kind) {
    case 'same':
      return sight.troubles;
    case 'size':
      return [...sight.troubles, `another size: ${compared.text}`];
    case 'different': {
      const folder = keepDifference(name, sight.picture, compared.picture);
      return [...sight.troubles, `looks different (${compared.worst} pixels in one square), see ${folder}/${name}.*`];
    }
  }
}
