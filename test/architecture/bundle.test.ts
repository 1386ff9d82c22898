import { describe, expect, it } from 'vitest';
import { bytesOf, readBundle } from '#test/bench/bundle';

/**
 * What the staff screens fetch before anything is seen, kB over the wire. They are read from the device after the first visit, so this
 * is the time until a tablet is ready that comes for the first time, and what a slow one has to parse every morning.
 * React and antd are 230 of it, the database with its replication 90, words and frame of all parts 110.
 */
const FIRST_GZIP_KB = 580;
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
});
