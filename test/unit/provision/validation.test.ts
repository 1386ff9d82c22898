import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { stubOf } from '#shared/schema/moved';
import { findRecordType, recordTypes } from '#shared/schema/registry';
import { sealedPaths, validationRules, type RecordRules } from '#sync-server/provision/validation/rules';
import { validationSource } from '#sync-server/provision/validation/source';
import { aPerson, uid } from '#test/support/builders';
import { ATTEMPTS, databaseOf, digestLine, judgeOf, person, picture, type Attempt } from './hostile';

const FIXTURES = 'test/fixtures/records';
const sourceOf = (database: string): string => validationSource(validationRules(databaseOf(database)));
const refused = (rule: string) => ({ forbidden: expect.stringMatching(`^${rule}: `) as string });

describe('what the hub refuses', () => {
  const judges = new Map([...new Set(ATTEMPTS.map(({ on }) => on))].map((on) => [on, judgeOf(sourceOf(on))]));

  it.each(ATTEMPTS.map((attempt) => [attempt.what, attempt] as const))('%s', (_what, { on, doc, rule, roles }) => {
    expect(judges.get(on)?.(doc, roles)).toEqual(refused(rule));
  });

  it('says which rule, and never what stood in the record', () => {
    for (const { on, doc, roles } of ATTEMPTS) {
      expect(JSON.stringify(judges.get(on)?.(doc, roles))).not.toMatch(/15400000000|许海涛|测试甲|holiday/);
    }
  });
});

describe('every rule is needed', () => {
  const CALL = /refuse\('/g;
  const outcome = (source: string, attempts: readonly Attempt[]): string => {
    const judge = judgeOf(source);
    return JSON.stringify(attempts.map(({ doc, roles }) => judge(doc, roles)));
  };

  it.each([['grid-qinghe-1'], ['media-grid-qinghe-1'], ['digest-qinghe']])(
    'of %s: without it something gets in',
    (on) => {
      const source = sourceOf(on);
      const attempts = ATTEMPTS.filter((attempt) => attempt.on === on);
      const whole = outcome(source, attempts);
      const calls = [...source.matchAll(CALL)].map(({ index }) => index);
      expect(calls.length).toBeGreaterThan(5);
      const unnoticed = calls.filter((at) => {
        const without = `${source.slice(0, at)}String('${source.slice(at + "refuse('".length)}`;
        return outcome(without, attempts) === whole;
      });
      expect(unnoticed.map((at) => source.slice(at, at + 70))).toEqual([]);
    },
  );
});

describe('what the hub takes', () => {
  it('is every record of every version that there ever was, and its stub', () => {
    for (const file of readdirSync(FIXTURES)) {
      const record = JSON.parse(readFileSync(`${FIXTURES}/${file}`, 'utf8')) as WireRecord;
      const type = findRecordType(record.type);
      const judge = judgeOf(
        sourceOf(type?.database === 'grid' ? 'grid-qinghe-1' : `${type?.database ?? 'commons'}-qinghe`),
      );
      expect(judge(record), file).toBeNull();
      if (type?.database !== 'grid') continue;
      const stub = stubOf(record, record.vv, { scope: 'qinghe-2', at: 1_795_000_000_000, by: uid(1) });
      expect(judge(stub), `stub of ${file}`).toBeNull();
    }
  });

  it('is a tombstone that says nothing, from the station’s hub', () => {
    const judge = judgeOf(sourceOf('grid-qinghe-1'));
    const tombstone = { _id: aPerson(1)._id, _rev: '2-a', _deleted: true, _revisions: { start: 2, ids: ['a', 'b'] } };
    expect(judge(tombstone)).toBeNull();
    expect(judge(tombstone, ['qinghe.manager'])).toEqual(refused('role'));
  });

  it('is the same from an administrator who restores a backup, and nothing else', () => {
    const judge = judgeOf(sourceOf('grid-qinghe-1'));
    expect(judge(person(), ['_admin'])).toBeNull();
    expect(judge(person({ phone: '15400000000' }), ['_admin'])).toEqual(refused('sealed'));
  });

  it('is a picture beside its records, and how far each database is', () => {
    expect(judgeOf(sourceOf('media-grid-qinghe-1'))(picture())).toBeNull();
    const note = picture({ _id: `voice~qinghe-1~${'ab'.repeat(32)}`, type: 'voice' });
    expect(judgeOf(sourceOf('media-grid-qinghe-1'))(note)).toBeNull();
    const digest = judgeOf(sourceOf('digest-qinghe'));
    for (const _id of ['commons-qinghe', 'grid-qinghe-12', 'media-grid-qinghe-1', 'desk-qinghe', 'queue-qinghe'])
      expect(digest(digestLine({ _id }))).toBeNull();
    expect(digest({ _id: 'commons-qinghe', _rev: '2-a', _deleted: true })).toBeNull();
  });

  it('holds a field that this release does not know, and an edit of a record that only grows', () => {
    // Who may edit what is judged by the station's hub: a birthday moves even statements to other keys.
    expect(judgeOf(sourceOf('grid-qinghe-1'))(person({ somethingNew: { a: 1 } }))).toBeNull();
  });
});

describe('the rules', () => {
  it('let each type into the databases of its kind alone', () => {
    for (const [name, kind] of [
      ['commons-qinghe', 'commons'],
      ['grid-qinghe-1', 'grid'],
      ['desk-qinghe', 'desk'],
      ['queue-qinghe', 'queue'],
    ] as const) {
      const rules = validationRules(databaseOf(name)) as RecordRules;
      const expected = recordTypes.filter(({ database }) => database === kind).map(({ type }) => type);
      expect(Object.keys(rules.types)).toEqual(expected);
    }
  });

  it('know from the schema which values never stand in the open', () => {
    const type = findRecordType('person');
    const paths = type ? sealedPaths(type) : [];
    expect(paths).toEqual(expect.arrayContaining(['citizenId', 'phone', 'profile']));
    // An adult's name stands in the open.
    expect(paths).not.toContain('name');
    const visit = findRecordType('visit');
    expect(visit && sealedPaths(visit)).toEqual(
      expect.arrayContaining(['answers.condition', 'answers.bloodPressure', 'answers.note', 'additions.text']),
    );
  });

  it('are old JavaScript, for CouchDB’s oldest engine', () => {
    for (const name of ['grid-qinghe-1', 'media-grid-qinghe-1', 'digest-qinghe'])
      expect(newerSyntax(`(${sourceOf(name)})`)).toEqual([]);
    expect(newerSyntax('let a = () => `b`')).toHaveLength(3);
  });
});

/** Parts of a script that ES5 does not know. */
function newerSyntax(source: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isNew =
      ts.isArrowFunction(node) ||
      ts.isClassLike(node) ||
      ts.isForOfStatement(node) ||
      ts.isTemplateLiteral(node) ||
      ts.isSpreadElement(node) ||
      (ts.isVariableDeclarationList(node) && (node.flags & ts.NodeFlags.BlockScoped) !== 0);
    if (isNew) found.push(ts.SyntaxKind[node.kind]);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('validation.js', source, ts.ScriptTarget.ES2023, true, ts.ScriptKind.JS));
  return found;
}
