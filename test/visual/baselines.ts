import { existsSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Fingerprint } from './fingerprint';
import type { Landmark } from './layout';
import { decodePng, encodePalettePng, type Pixels } from './png';

const FOLDER = path.resolve('test/visual/baselines');
const INDEX = path.join(FOLDER, 'index.json');
/** Where pictures that differ are put to be looked at. */
const DIFFERENCES = path.resolve('.cache/visual');

/** What is stored beside the pictures. */
export interface Index {
  readonly fingerprint: Fingerprint;
  /** By the picture's name. */
  readonly landmarks: Readonly<Record<string, readonly Landmark[]>>;
}

const fileOf = (name: string): string => path.join(FOLDER, `${name}.png`);

/** What the pictures were taken with; null when none were ever taken. */
export function readIndex(): Index | null {
  return existsSync(INDEX) ? (JSON.parse(readFileSync(INDEX, 'utf8')) as Index) : null;
}

/** Writes it anew, one picture a line. */
export function writeIndex({ fingerprint, landmarks }: Index): void {
  mkdirSync(FOLDER, { recursive: true });
  const lines = Object.keys(landmarks)
    .sort()
    .map((name) => `    ${JSON.stringify(name)}: ${JSON.stringify(landmarks[name])}`);
  writeFileSync(
    INDEX,
    `{\n  "fingerprint": ${JSON.stringify(fingerprint)},\n  "landmarks": {\n${lines.join(',\n')}\n  }\n}\n`,
  );
}

/** The stored picture; null when there is none. */
export function readPicture(name: string): Pixels | null {
  return existsSync(fileOf(name)) ? decodePng(new Uint8Array(readFileSync(fileOf(name)))) : null;
}

/** Stores a picture; answers with its bytes. */
export function writePicture(name: string, picture: Pixels): number {
  mkdirSync(FOLDER, { recursive: true });
  const file = encodePalettePng(picture);
  writeFileSync(fileOf(name), file);
  return file.byteLength;
}

/** Names of the stored pictures. */
export function storedPictures(): readonly string[] {
  if (!existsSync(FOLDER)) return [];
  return readdirSync(FOLDER)
    .filter((file) => file.endsWith('.png'))
    .map((file) => file.slice(0, -'.png'.length));
}

export function removePicture(name: string): void {
  rmSync(fileOf(name));
}

/** Puts a picture that differs, and where it does, beside each other; answers with the folder. */
export function keepDifference(name: string, taken: Pixels, difference: Uint8Array): string {
  mkdirSync(DIFFERENCES, { recursive: true });
  writeFileSync(path.join(DIFFERENCES, `${name}.taken.png`), encodePalettePng(taken));
  writeFileSync(path.join(DIFFERENCES, `${name}.difference.png`), difference);
  return path.relative(process.cwd(), DIFFERENCES);
}
