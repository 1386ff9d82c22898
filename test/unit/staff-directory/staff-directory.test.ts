import { describe, expect, it } from 'vitest';
import { ok } from '#shared/errors/result';
import type { AccountView } from '#shared/ipc/admin-api';
import type { BulkRow } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { staff as staffType } from '#shared/schema/types/place';
import { compareVectors } from '#shared/sync/vector';
import type { StaffAdmin } from '#main/services/ports';
import { openStaffDirectory, type Commons } from '#main/services/staff-directory/staff-directory';
import { T0, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';

const account = (n: number, more: Partial<AccountView> = {}): AccountView => ({
  uid: uid(n),
  code: `p${n}`,
  name: '测试员',
  post: 'clerk',
  gridNumbers: [],
  functions: [],
  active: true,
  mustChangePassphrase: false,
  lastSignInMs: null,
  ...more,
});

/** Accounts that change as they are told. */
function accountsOf(...list: AccountView[]): StaffAdmin & { readonly current: AccountView[] } {
  return {
    current: list,
    list: () => list,
    create: async (_by, wanted) => {
      const made = account(list.length + 10, wanted);
      list.push(made);
      return ok({ account: made, passphrase: 'x' });
    },
    change: async (_by, id, change) => {
      const at = list.findIndex((each) => each.uid === id);
      const changed = { ...list[at], ...change } as AccountView;
      list[at] = changed;
      return ok(changed);
    },
    resetPassphrase: async () => ok({ account: account(1), passphrase: 'x' }),
  };
}

type Row = WireRecord & { readonly _rev: string };

/** A commons in memory that takes a row only over the revision it names, as the hub does. */
function memoryCommons() {
  const rows = new Map<string, Row>();
  const log: WireRecord[] = [];
  let conflicts = 0;
  const write = (row: WireRecord & { readonly _rev?: string }): BulkRow => {
    const stored = rows.get(row._id);
    if (conflicts > 0 || stored?._rev !== row._rev) {
      conflicts = Math.max(0, conflicts - 1);
      return { id: row._id, error: 'conflict', reason: 'Document update conflict.' };
    }
    const rev = `${log.length + 1}-a`;
    rows.set(row._id, { ...row, _rev: rev });
    log.push(row);
    return { ok: true, id: row._id, rev };
  };
  const commons: Commons = {
    get: async (id) => {
      const row = rows.get(id);
      return row ? { found: true, document: row } : { found: false };
    },
    bulkDocs: async ({ rows: sent }) => (sent as WireRecord[]).map(write),
  };
  return {
    commons,
    log,
    refuseNext: (count: number) => void (conflicts = count),
    put: (row: Row) => void rows.set(row._id, row),
    record: (n: number) => {
      const { _rev, ...record } = rows.get(`staff~qinghe~${uid(n)}`) as Row;
      return { rev: _rev, record: staffType.schema.parse(record) as unknown as WireRecord };
    },
  };
}

const open = (accounts: StaffAdmin, { commons }: ReturnType<typeof memoryCommons>, now: () => number = () => T0) =>
  openStaffDirectory({ station: 'qinghe', accounts, commons, log: recordedLog(), now });

describe('the staff directory', () => {
  it('writes a record that fits its type for everybody who has none, once', async () => {
    const accounts = accountsOf(account(1, { post: 'manager' }), account(2, { functions: ['health'] }));
    const memory = memoryCommons();
    await open(accounts, memory);
    expect(memory.record(2).record).toMatchObject({ code: 'p2', functions: ['health'], created: { by: uid(1) } });
    await open(accounts, memory);
    expect(memory.log).toHaveLength(2);
  });

  it('puts right what a crash left between account and record, and touches nothing else', async () => {
    const accounts = accountsOf(account(1, { post: 'manager' }), account(2), account(3));
    const memory = memoryCommons();
    await open(accounts, memory);
    // The account was changed, and the host killed before the record was.
    accounts.current[1] = account(2, { active: false, gridNumbers: [3] });
    await open(accounts, memory);
    expect(memory.log).toHaveLength(4);
    expect(memory.record(2).record).toMatchObject({
      active: false,
      gridNumbers: [3],
      stamps: { active: expect.any(String) },
    });
    expect(Object.keys(memory.record(2).record.stamps).sort()).toEqual(['active', 'changed', 'gridNumbers']);
  });

  it('lifts the record of release 0.1, which knew no functions', async () => {
    const accounts = accountsOf(account(1, { post: 'manager' }));
    const memory = memoryCommons();
    await open(accounts, memory);
    const { functions: _functions, ...old } = memory.record(1).record;
    memory.put({ ...(old as unknown as WireRecord), schema: 1, _rev: '1-old' });
    accounts.current[0] = account(1, { post: 'manager', name: '新名字' });
    await open(accounts, memory);
    expect(memory.record(1).record).toMatchObject({ schema: staffType.version, functions: [], name: '新名字' });
  });

  it('writes as a replica of this run alone, later than everything it has seen', async () => {
    const accounts = accountsOf(account(1, { post: 'manager' }));
    const memory = memoryCommons();
    await open(accounts, memory, () => T0 + 60_000);
    const first = memory.record(1).record;
    // A host whose clock was set back meanwhile.
    const directory = await open(accounts, memory, () => T0);
    await directory.change(uid(1), uid(1), { name: '改名' });
    const second = memory.record(1).record;
    expect(compareVectors(second.vv, first.vv)).toBe('after');
    expect(Object.keys(second.vv)).toHaveLength(2);
    expect(String(second.stamps['name']) > first.born).toBe(true);
  });

  it('makes its change again over what somebody wrote in between, and gives up after five', async () => {
    const accounts = accountsOf(account(1, { post: 'manager' }));
    const memory = memoryCommons();
    const directory = await open(accounts, memory);
    memory.refuseNext(4);
    await directory.change(uid(1), uid(1), { name: '改名' });
    expect(memory.record(1).record['name']).toBe('改名');
    memory.refuseNext(5);
    await expect(directory.change(uid(1), uid(1), { name: '又改' })).rejects.toThrow('could not be written');
  });
});
