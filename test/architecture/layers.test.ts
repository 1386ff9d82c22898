import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { importsOf, sourceFiles, violationOf, type ImportEdge } from './layers';

const ROOT = process.cwd();
const files = sourceFiles(ROOT);

describe('the layers', () => {
  it('import only what they may', () => {
    const violations = files.flatMap((file) => importsOf(ROOT, file).flatMap((edge) => violationOf(edge) ?? []));
    expect(violations).toEqual([]);
  });

  it('have no import cycles', () => {
    expect(findCycle()).toBeNull();
  });

  const edge = (file: string, target: string | null, specifier = target ?? 'x', isTypeOnly = false): ImportEdge => ({
    file,
    specifier,
    target,
    isTypeOnly,
  });

  it.each([
    ['domain rules reading a clock library', edge('shared/domain/visits/due.ts', null, 'date-fns')],
    ['domain rules running schema code', edge('shared/domain/visits/due.ts', 'shared/schema/registry')],
    ['a feature reaching into another', edge('renderer/features/visits/a.ts', 'renderer/features/sync/components/x')],
    ['a feature reaching RxDB', edge('renderer/features/visits/queries.ts', null, 'rxdb')],
    [
      'a feature reaching behind the data layer',
      edge('renderer/features/visits/a.ts', 'renderer/data/control/control-store'),
    ],
    ['a screen using Node', edge('renderer/staff/main.tsx', null, 'node:fs')],
    ['shared parts knowing React', edge('renderer/ui/x.tsx', 'renderer/features/visits/index')],
    ['a service importing another', edge('main/services/gateway/x.ts', 'main/services/sessions/tokens')],
    ['anything but the shell importing Electron', edge('main/policy/x.ts', null, 'electron')],
    [
      'a service besides the edge hub using the embedded store',
      edge('main/services/gateway/x.ts', 'sync-server/embedded/hub'),
    ],
    ['the sync server reaching into the host', edge('sync-server/seed/x.ts', 'main/host')],
    ['the kiosk knowing a person', edge('renderer/kiosk/x.ts', 'shared/schema/types/person')],
    ['the kiosk reaching the data layer', edge('renderer/kiosk/x.ts', 'renderer/data/index')],
    ['the kiosk showing a page of the staff', edge('renderer/kiosk/x.ts', 'renderer/features/counter/index')],
    ['the kiosk keeping a database', edge('renderer/kiosk/x.ts', null, 'rxdb')],
    ['the rating pad asking at the staff’s doors', edge('renderer/pad/x.ts', 'shared/ipc/station-api')],
  ])('refuse %s', (_what, bad) => {
    expect(violationOf(bad)).not.toBeNull();
  });

  it('have a README at the top that says who may import them', () => {
    for (const folder of ['main', 'renderer', 'shared', 'sync-server', 'build', 'test']) {
      expect(existsSync(`${ROOT}/${folder}/README.md`), `${folder}/README.md`).toBe(true);
      expect(readFileSync(`${ROOT}/${folder}/README.md`, 'utf8').length).toBeGreaterThan(200);
    }
  });
});

function findCycle(): string | null {
  const known = new Set(files.map((file) => file.replace(/\.tsx?$/, '')));
  const graph = new Map<string, readonly string[]>(
    files.map((file) => [
      file.replace(/\.tsx?$/, ''),
      importsOf(ROOT, file)
        .filter((each) => !each.isTypeOnly && each.target !== null)
        .map((each) => (known.has(each.target as string) ? (each.target as string) : `${each.target}/index`)),
    ]),
  );
  const done = new Set<string>();
  const walk = (node: string, path: readonly string[]): string | null => {
    if (path.includes(node)) return [...path.slice(path.indexOf(node)), node].join(' → ');
    if (done.has(node)) return null;
    for (const next of graph.get(node) ?? []) {
      const cycle = walk(next, [...path, node]);
      if (cycle) return cycle;
    }
    done.add(node);
    return null;
  };
  for (const file of graph.keys()) {
    const cycle = walk(file, []);
    if (cycle) return cycle;
  }
  return null;
}
