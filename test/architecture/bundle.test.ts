import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { builtEntries, bytesOf, readBundle, SCREENS } from '#test/bench/bundle';

/**
 * What the staff screens fetch before anything is seen, kB over the wire. They are read from the device after the first visit, so this
 * is the time until a tablet is ready that comes for the first time, and what a slow one has to parse every morning.
 * React and antd are 230 of it, the database with its replication 90, words and frame of all parts 110.
 */
const FIRST_GZIP_KB = 550;
/** No page that is opened later may be as large as what it hangs on. */
const LAZY_FILE_GZIP_KB = 180;

describe('the built staff screens', () => {
  const bundle = readBundle('staff');

  it('are small enough to be fetched by a new tablet in seconds', () => {
    expect(bytesOf(bundle, 'first').gzip / 1000).toBeLessThan(FIRST_GZIP_KB);
    expect(bytesOf(bundle, 'first').gzip / 1000).toBeGreaterThan(200);
  });

  it('fetch pages one by one, each a small part', () => {
    const lazy = bundle.files.filter(({ moment }) => moment === 'lazy');
    expect(lazy.length).toBeGreaterThan(10);
    for (const { name, gzip } of lazy) expect(gzip / 1000, name).toBeLessThan(LAZY_FILE_GZIP_KB);
  });

  it('leave pinyin and spreadsheets to workers and to whoever opens them', () => {
    const first = bundle.files.filter(({ moment }) => moment === 'first').map(({ name }) => name);
    expect(first.join(' ')).not.toMatch(/worker|pinyin|xlsx/i);
  });

  it('have every style sheet: what nobody seems to use is left out of a bundle', () => {
    const built = builtEntries()
      .flatMap((entry) => readBundle(entry).files.map(({ name }) => path.join(SCREENS, entry, name)))
      .filter((file) => file.endsWith('.css'))
      .map((file) => readFileSync(file, 'utf8'))
      .join('\n');
    const sheets = readdirSync('renderer', { recursive: true, encoding: 'utf8' }).filter((file) =>
      file.endsWith('.css'),
    );
    const lost = sheets.flatMap((file) => {
      const classes = readFileSync(path.join('renderer', file), 'utf8').matchAll(/^\.[a-z][\w-]*/gm);
      return [...new Set([...classes].map(([name]) => name))]
        .filter((name) => !new RegExp(`\\${name}(?![\\w-])`).test(built))
        .map((name) => `${file} ${name}`);
    });
    expect(sheets.length).toBeGreaterThan(20);
    expect(lost).toEqual([]);
  });
});
