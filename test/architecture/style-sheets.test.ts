import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { unstyled } from './style-sheets';

describe('a page of the staff screens', () => {
  it('comes with the sheets of all that it shows, whatever was opened before', () => {
    const bare = unstyled(process.cwd()).map(
      ({ name, component, page, sheets }) => `.${name} of ${component}, opened with ${page}: ${sheets.join(', ')}`,
    );
    expect(bare).toEqual([]);
  });
});

describe('a class without its sheet', () => {
  let folder = '';
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  /** Two pages that show the same tag by way of what one of them hands on; what is given stands in place of what is usual. */
  function screens(files: Readonly<Record<string, string>>): string {
    folder = mkdtempSync(path.join(tmpdir(), 'sheets-'));
    const all = {
      'staff/main.tsx': `void import('./start');`,
      'staff/start.tsx': `import { loadRound } from '../features/round/index';
        import { loadFile } from '../features/file/index';
        import './shell.css';
        export const ways = [loadRound, loadFile];`,
      'staff/shell.css': '.nav { color: red; }',
      'ui/base.css': '',
      'features/round/index.ts': `export { Tag } from './Tag';
        export const loadRound = () => import('./RoundPage');`,
      'features/round/Tag.tsx': `export const Tag = () => <b className="nav tag" />;`,
      'features/round/RoundPage.tsx': `import { Tag } from './Tag';
        import './round.css';
        export const RoundPage = () => <Tag />;`,
      'features/round/round.css': '.tag { color: blue; }',
      'features/file/index.ts': `export const loadFile = () => import('./FilePage');`,
      'features/file/FilePage.tsx': `import { Tag } from '../round/index';
        export const FilePage = () => <Tag />;`,
      ...files,
    };
    for (const [name, text] of Object.entries(all)) {
      const file = path.join(folder, 'renderer', name);
      mkdirSync(path.dirname(file), { recursive: true });
      writeFileSync(file, text);
    }
    return folder;
  }

  it('is found on the page that another page’s sheet does not reach', () => {
    expect(unstyled(screens({})).map(({ name, page }) => [name, page])).toEqual([
      ['tag', 'renderer/features/file/FilePage.tsx'],
    ]);
  });

  it('is none where the component brings its sheet', () => {
    const tag = `import './round.css';
      export const Tag = () => <b className="tag" />;`;
    expect(unstyled(screens({ 'features/round/Tag.tsx': tag }))).toEqual([]);
  });

  it('is none where the page is opened by one that has the sheet', () => {
    const opened = {
      'staff/start.tsx': `import { loadRound } from '../features/round/index';
        import './shell.css';
        export const ways = [loadRound];`,
      'features/round/RoundPage.tsx': `import { loadFile } from '../file/index';
        import './round.css';
        export const RoundPage = () => loadFile();`,
    };
    expect(unstyled(screens(opened))).toEqual([]);
  });
});
