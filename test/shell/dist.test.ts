import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { importedPackages, problemsOf, type PackedFile } from '../../build/dist-check.mjs';

const root = path.resolve(import.meta.dirname, '../..');
const file = (name: string, isUnpacked = false): PackedFile => ({ path: name, bytes: 1000, isUnpacked });

/** What a program that can start consists of, at least. */
const WHOLE: readonly PackedFile[] = [
  ...['package.json', 'out/host/cli.js', 'out/electron/main.js', 'out/preload/staff.cjs'].map((name) => file(name)),
  file('out/renderer/staff/index.html'),
  file('node_modules/leveldown/prebuilds/linux-x64/node.napi.node', true),
  ...importedPackages(path.join(root, 'out')).map((name) => file(`node_modules/${name}/package.json`)),
];

describe('what is packed into an installer', () => {
  it('is in order when everything is there and nothing else', () => {
    expect(problemsOf(WHOLE, root)).toEqual([]);
  });

  it.each(WHOLE.filter(({ path: name }) => !name.includes('prebuilds')).map(({ path: name }) => [name]))(
    'is found wanting without %s',
    (missing) => {
      expect(
        problemsOf(
          WHOLE.filter(({ path: name }) => name !== missing),
          root,
        ),
      ).toHaveLength(1);
    },
  );

  it.each([
    ['out/host/cli.js.map', 'a source map'],
    ['out/test/host.test.js', 'a test'],
    ['main/host.ts', 'a source'],
    ['node_modules/react-dom/index.js', 'part of the screens'],
  ])('may not hold %s', (name, what) => {
    expect(problemsOf([...WHOLE, file(name)], root)).toEqual([expect.stringContaining(what)]);
  });

  it('needs the native part of the database outside the archive', () => {
    const inside = WHOLE.map((each) => ({ ...each, isUnpacked: false }));
    expect(problemsOf(inside, root)).toEqual(['a native part lies inside the archive']);
    const without = WHOLE.filter(({ path: name }) => !name.includes('prebuilds'));
    expect(problemsOf(without, root)).toEqual(['the database has no native part']);
  });

  it('does not grow past what was agreed on', () => {
    expect(problemsOf([...WHOLE, { ...file('out/renderer/staff/film.mp4'), bytes: 50e6 }], root)).toEqual([
      expect.stringContaining('is more than'),
    ]);
  });
});

describe('the switches inside the binary', () => {
  const config = readFileSync(path.join(root, 'electron-builder.yml'), 'utf8');
  it.each([
    ['runAsNode', false],
    ['enableNodeOptionsEnvironmentVariable', false],
    ['enableNodeCliInspectArguments', false],
    ['enableCookieEncryption', true],
    ['onlyLoadAppFromAsar', true],
    ['enableEmbeddedAsarIntegrityValidation', true],
    ['grantFileProtocolExtraPrivileges', false],
  ])('%s is %s', (fuse, wanted) => {
    expect(config).toMatch(new RegExp(`^  ${fuse}: ${wanted}$`, 'm'));
  });
});

describe('the packages of the repository', () => {
  interface Manifest {
    readonly dependencies: Readonly<Record<string, string>>;
    readonly devDependencies: Readonly<Record<string, string>>;
  }
  const manifest = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Manifest;

  it('are dependencies where host or window load them, and only then: all others stay out of the installer', () => {
    expect(Object.keys(manifest.dependencies).sort()).toEqual(importedPackages(path.join(root, 'out')));
  });

  it('are pinned to one version each', () => {
    const versions = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
    expect(versions.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
  });
});
