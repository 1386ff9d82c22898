import { writeFile } from 'node:fs/promises';
import type { Page } from 'playwright-core';

const RATE = 48_000;
const SECONDS = 4;
/** What sounds all the time is taken for noise and filtered out; a voice comes and goes. */
const [ON_S, OFF_S] = [0.45, 0.25];

/** Writes a WAV file of a tone that comes and goes, as a fake microphone says it. */
export async function writeTone(file: string, hertz: number): Promise<string> {
  const samples = Buffer.alloc(RATE * SECONDS * 2);
  for (let index = 0; index < RATE * SECONDS; index += 1) {
    const atS = index / RATE;
    const isOn = atS % (ON_S + OFF_S) < ON_S;
    const value = isOn ? Math.sin(2 * Math.PI * hertz * atS) * 0.5 : 0;
    samples.writeInt16LE(Math.round(value * 32_767), index * 2);
  }
  const head = Buffer.alloc(44);
  head.write('RIFF', 0);
  head.writeUInt32LE(36 + samples.length, 4);
  head.write('WAVEfmt ', 8);
  head.writeUInt32LE(16, 16);
  head.writeUInt16LE(1, 20);
  head.writeUInt16LE(1, 22);
  head.writeUInt32LE(RATE, 24);
  head.writeUInt32LE(RATE * 2, 28);
  head.writeUInt16LE(2, 32);
  head.writeUInt16LE(16, 34);
  head.write('data', 36);
  head.writeUInt32LE(samples.length, 40);
  await writeFile(file, new Uint8Array(Buffer.concat([new Uint8Array(head), new Uint8Array(samples)])));
  return file;
}

/** How loud what the page's speaker gets is at a frequency, and what the loudest elsewhere is, dB: the best of `forMs`. */
export function heard(
  page: Page,
  hertz: number,
  forMs = 3000,
): Promise<{ readonly at: number; readonly elsewhere: number }> {
  return page.evaluate(
    async ([wanted, ms]) => {
      const stream = document.querySelector('audio')?.srcObject;
      if (!(stream instanceof MediaStream)) return { at: -Infinity, elsewhere: -Infinity };
      const context = new AudioContext();
      await context.resume();
      const analyser = new AnalyserNode(context, { fftSize: 8192, smoothingTimeConstant: 0 });
      context.createMediaStreamSource(stream).connect(analyser);
      const bins = new Float32Array(analyser.frequencyBinCount);
      const width = context.sampleRate / analyser.fftSize;
      let best = { at: -Infinity, elsewhere: -Infinity };
      for (const untilMs = performance.now() + ms; performance.now() < untilMs;) {
        await new Promise((resolve) => setTimeout(resolve, 50));
        analyser.getFloatFrequencyData(bins);
        let [at, elsewhere] = [-Infinity, -Infinity];
        for (let bin = Math.ceil(200 / width); bin * width < 8000; bin += 1) {
          const isNear = Math.abs(bin * width - wanted) < 60;
          if (isNear) at = Math.max(at, bins[bin] ?? -Infinity);
          else elsewhere = Math.max(elsewhere, bins[bin] ?? -Infinity);
        }
        if (at > best.at) best = { at, elsewhere };
      }
      await context.close();
      return best;
    },
    [hertz, forMs] as const,
  );
}
