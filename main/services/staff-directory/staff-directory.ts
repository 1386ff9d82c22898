import type { AppError } from '#shared/errors/app-error';
import type { Result } from '#shared/errors/result';
import type { AccountView } from '#shared/ipc/admin-api';
import type { WireRecord } from '#shared/schema/envelope';
import { documentId } from '#shared/schema/ids';
import { liftRecord } from '#shared/schema/migrate';
import { staff } from '#shared/schema/types/place';
import { createRecord } from '#shared/sync/author';
import { canonicalJson } from '#shared/sync/canonical-json';
import { createHostWriter, WINNER, type WritableDatabase } from '../host-writer';
import type { Log, StaffAdmin } from '../ports';

/** The commons as the directory needs them. */
export type Commons = WritableDatabase;

export interface StaffDirectoryDeps {
  readonly station: string;
  /** Changes accounts, which are what counts. */
  readonly accounts: StaffAdmin;
  readonly commons: Commons;
  readonly log: Log;
  readonly now: () => number;
}

/** Somebody else's writes that a record's own may have to be made again over. */
const ROUNDS = 5;

const FIELDS = ['code', 'name', 'post', 'gridNumbers', 'functions', 'active'] as const;

/**
 * Accounts, with their `staff` records in the commons beside them: what every device shows of a colleague. The account is changed
 * first and is what counts; a record that a crash left behind is put right when the directory opens.
 */
export async function openStaffDirectory(deps: StaffDirectoryDeps): Promise<StaffAdmin> {
  const { accounts } = deps;
  const tell = createTeller(deps);
  for (const account of accounts.list()) await tell(account, authorFor(account, accounts.list()));
  const told = async <T>(outcome: Result<T, AppError>, by: string, accountOf: (value: T) => AccountView) => {
    if (outcome.ok) await tell(accountOf(outcome.value), by);
    return outcome;
  };
  return {
    list: () => accounts.list(),
    create: async (by, account) => told(await accounts.create(by, account), by, (made) => made.account),
    change: async (by, uid, change) => told(await accounts.change(by, uid, change), by, (changed) => changed),
    resetPassphrase: (by, uid) => accounts.resetPassphrase(by, uid),
  };
}

/** A record needs an author; what the host puts right by itself was a manager's change. */
const authorFor = (account: AccountView, all: readonly AccountView[]): string =>
  all.find(({ post, active }) => post === 'manager' && active)?.uid ?? account.uid;

/** Brings a person's record into line with the account. One at a time: counters of a replica go up one by one. */
function createTeller({ station, commons, log, now }: StaffDirectoryDeps) {
  const writer = createHostWriter(now);
  let queue: Promise<unknown> = Promise.resolve();

  async function write(account: AccountView, by: string): Promise<void> {
    const id = documentId(staff.type, station, account.uid);
    const fields = Object.fromEntries(FIELDS.map((field) => [field, account[field]]));
    for (let round = 0; round < ROUNDS; round += 1) {
      const stored = await read(id);
      const row = stored ? edited(stored, fields, by) : made(account.uid, fields, by);
      if (!row) return;
      const [answer] = await commons.bulkDocs({ rows: [row], newEdits: true });
      if (answer && 'ok' in answer) return;
      if (answer?.error !== 'conflict') break;
    }
    log.error('staff-directory.behind', { staff: account.uid });
    throw new Error('a staff record could not be written');
  }

  async function read(id: string): Promise<{ readonly rev: string; readonly record: WireRecord } | null> {
    const answer = await commons.get(id, WINNER);
    if (!answer.found) return null;
    const { _rev, ...record } = answer.document as Record<string, unknown>;
    return { rev: String(_rev), record: liftRecord(staff, record as unknown as WireRecord) };
  }

  function edited({ rev, record }: { rev: string; record: WireRecord }, fields: Record<string, unknown>, by: string) {
    const changes = Object.fromEntries(
      Object.entries(fields).filter(([field, value]) => canonicalJson(record[field]) !== canonicalJson(value)),
    );
    if (Object.keys(changes).length === 0) return null;
    return { ...writer.edit(record, changes, by), _rev: rev };
  }

  const made = (uid: string, fields: Record<string, unknown>, by: string) =>
    createRecord({ type: staff.type, schema: staff.version, scope: station, uid, fields }, writer.write(by));

  return (account: AccountView, by: string): Promise<void> => {
    const done = queue.then(() => write(account, by));
    queue = done.catch(() => undefined);
    return done;
  };
}
