import type { Browser } from 'playwright-core';
import { FONT_STACK } from '#renderer/ui/tokens';

/** What pictures depend on besides our own code: pictures of another one cannot be compared pixel by pixel. */
export interface Fingerprint {
  /** The browser's major version. */
  readonly browser: string;
  /** Hash over sample text as this machine draws it. */
  readonly text: string;
}

/** Draws sample text in our fonts, sizes and weights, and says what came out. */
export async function fingerprintOf(browser: Browser): Promise<Fingerprint> {
  const page = await browser.newPage();
  try {
    const text = await page.evaluate((fonts) => {
      const canvas = document.createElement('canvas');
      canvas.width = 640;
      canvas.height = 240;
      const context = canvas.getContext('2d', { willReadFrequently: true });
      if (!context) throw new Error('this browser draws no canvas');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, canvas.width, canvas.height);
      context.fillStyle = '#000';
      [12, 13, 14, 16, 22, 28].forEach((size, line) => {
        context.font = `${line % 2 === 0 ? 400 : 600} ${size}px ${fonts}`;
        context.fillText('邻里工作站，居民走访 The quick brown fox 0123456789', 4, 34 * (line + 1));
      });
      const { data } = context.getImageData(0, 0, canvas.width, canvas.height);
      // A page without an origin has no digests; this one is for telling apart, not for secrets.
      let hash = 0xcbf29ce484222325n;
      for (let at = 0; at < data.length; at += 4) {
        hash = ((hash ^ BigInt(data[at] ?? 0)) * 0x100000001b3n) & 0xffffffffffffffffn;
      }
      return hash.toString(16);
    }, FONT_STACK);
    return { browser: browser.version().split('.')[0] ?? '', text };
  } finally {
    await page.close();
  }
}
