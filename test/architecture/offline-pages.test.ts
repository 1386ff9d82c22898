import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { SCREENS } from '#test/bench/bundle';

const staff = path.join(SCREENS, 'staff');

/** Not kept on a device: maps of the code, and a runtime of 14 MB that is of no use before a site gives its model. */
const LEFT_OUT = [/\.map$/, /^sw\.js$/, /^workbox-.*\.js$/, /^assets\/ort-wasm.*\.wasm$/];

describe('a tablet that has shown one page', () => {
  it('holds whatever any page of it fetches, the base map included', () => {
    const worker = readFileSync(path.join(staff, 'sw.js'), 'utf8');
    const files = readdirSync(staff, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map(({ parentPath, name }) => path.relative(staff, path.join(parentPath, name)).replaceAll(path.sep, '/'))
      .filter((file) => !LEFT_OUT.some((pattern) => pattern.test(file)));
    expect(files.some((file) => /^assets\/qinghe-map-.*\.json$/.test(file))).toBe(true);
    expect(files.filter((file) => !worker.includes(`"${file}"`))).toEqual([]);
  });
});
