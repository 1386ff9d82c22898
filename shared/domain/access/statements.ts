import { may, seesHost, type Access } from './access';

/** What people ask about somebody's rights, in the order they ask it. */
export const ACCESS_TOPICS = [
  'read-register',
  'general',
  'health',
  'child',
  'write-register',
  'write-visits',
  'counter',
  'export',
  'staff',
  'station',
  'phrases',
  'devices',
  'keys',
  'audit',
  'host',
] as const;
export type AccessTopic = (typeof ACCESS_TOPICS)[number];

/** One thing that somebody can or cannot see or do. */
export interface AccessStatement {
  readonly topic: AccessTopic;
  /** `own`: only what the person recorded. */
  readonly reach: 'yes' | 'own' | 'no';
  /** Grids where that holds; empty for `no`, and for what belongs to no grid. */
  readonly gridNumbers: readonly number[];
}

const COMMONS = { kind: 'commons', gridNumber: null } as const;

/** Everything of `ACCESS_TOPICS` about somebody, read off the access table; nothing is added to it. */
export function accessStatements(access: Access): readonly AccessStatement[] {
  const grids = access.places.flatMap(({ gridNumber }) => gridNumber ?? []);
  const inGrids = (topic: AccessTopic, holds: (gridNumber: number) => boolean): AccessStatement => {
    const gridNumbers = grids.filter(holds);
    return { topic, reach: gridNumbers.length > 0 ? 'yes' : 'no', gridNumbers };
  };
  const mayIn = (action: 'read' | 'create' | 'edit', type: string) => (gridNumber: number) =>
    may(access, action, type, { kind: 'grid', gridNumber });
  const sealed = (name: 'general' | 'health' | 'child'): AccessStatement => {
    const held = access.keys.filter((key) => key.class === name);
    const first = held[0];
    if (!first) return { topic: name, reach: 'no', gridNumbers: [] };
    return {
      topic: name,
      reach: first.as === 'class' ? 'yes' : 'own',
      gridNumbers: held.map(({ gridNumber }) => gridNumber),
    };
  };
  const whole = (topic: AccessTopic, holds: boolean): AccessStatement => ({
    topic,
    reach: holds ? 'yes' : 'no',
    gridNumbers: [],
  });
  const has = (name: (typeof access.functions)[number]) => access.functions.includes(name);
  const hasDesk = access.places.some(({ kind }) => kind === 'desk');
  return [
    inGrids('read-register', mayIn('read', 'person')),
    sealed('general'),
    sealed('health'),
    sealed('child'),
    inGrids('write-register', mayIn('edit', 'person')),
    inGrids('write-visits', mayIn('create', 'visit')),
    whole('counter', hasDesk),
    whole('export', has('export')),
    whole('staff', has('staff')),
    whole('station', may(access, 'edit', 'station', COMMONS)),
    whole('phrases', may(access, 'create', 'phrase', COMMONS)),
    whole('devices', has('devices')),
    whole('keys', has('keys')),
    whole('audit', has('audit')),
    whole('host', seesHost(access)),
  ];
}

/** A topic on which two accesses differ. */
export interface AccessDifference {
  readonly topic: AccessTopic;
  readonly before: AccessStatement;
  readonly after: AccessStatement;
}

/** What somebody can see or do after a change and could not before, or the other way round; empty when nothing changes. */
export function accessDifferences(before: Access, after: Access): readonly AccessDifference[] {
  const next = new Map(accessStatements(after).map((statement) => [statement.topic, statement]));
  return accessStatements(before).flatMap((statement) => {
    const changed = next.get(statement.topic);
    const isSame = changed?.reach === statement.reach && String(changed.gridNumbers) === String(statement.gridNumbers);
    return changed && !isSame ? [{ topic: statement.topic, before: statement, after: changed }] : [];
  });
}
