import { describe, expect, it } from 'vitest';
import { AppError, ERROR_CODES } from '#shared/errors/app-error';
import { explain } from '#main/host/messages';

const details = {
  folder: '/srv/linli',
  port: 8443,
  pid: 4711,
  file: 'settings.json',
  aside: 'settings.json.damaged-x',
  where: 'ports.staff',
  version: 2,
};

describe('what the terminal says', () => {
  it.each(ERROR_CODES.filter((code) => code.startsWith('host.')))(
    'of %s is one line of Chinese and one of English',
    (code) => {
      const lines = explain(new AppError(code, 'internal words', { details }), '/data')
        .trimEnd()
        .split('\n');
      expect(lines).toHaveLength(2);
      expect(lines[0]).toMatch(/\p{Script=Han}/u);
      expect(lines[1]).not.toMatch(/\p{Script=Han}/u);
      expect(lines.join()).not.toMatch(/undefined|internal words/);
    },
  );

  it.each([
    ['host.port-busy', '8443'],
    ['host.port-busy', '--port-base'],
    ['host.already-running', '4711'],
    ['host.folder-read-only', '/srv/linli'],
    ['host.settings-damaged', 'settings.json.damaged-x'],
    ['host.settings-damaged', 'ports.staff'],
    ['host.data-damaged', '/srv/linli/settings.json'],
  ] as const)('of %s names %s in both languages', (code, named) => {
    for (const line of explain(new AppError(code, 'x', { details }), '/data')
      .trimEnd()
      .split('\n'))
      expect(line).toContain(named);
  });

  it.each([
    ['host.disk-full', {}, '/data'],
    ['host.disk-full', { database: 'grid-qinghe-1' }, '/data'],
    ['host.data-damaged', { database: 'grid-qinghe-1' }, '/data/hub/grid-qinghe-1'],
  ] as const)('of %s at the hub (%j) names %s', (code, hubDetails, named) => {
    const lines = explain(new AppError(code, 'x', { details: hubDetails }), '/data')
      .trimEnd()
      .split('\n');
    for (const line of lines) expect(line).toContain(` ${named} `);
  });

  it('of anything else keeps the words of the failure', () => {
    expect(explain(new AppError('internal', 'leveldb said no'), '/data')).toContain('leveldb said no');
  });
});
