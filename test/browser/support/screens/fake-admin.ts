import { decidesUnsent, functionsOf, may, seesHost, type Access } from '#shared/domain/access/access';
import { AppError } from '#shared/errors/app-error';
import type {
  AccountView,
  AddGrid,
  AuditEntry,
  AuditKind,
  ChangeStaff,
  DeviceView,
  KeptView,
} from '#shared/ipc/admin-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Staff, StaffFunction } from '#shared/schema/types/place';
import type { StationAdmin } from '#renderer/data/index';
import { fakeHostState } from './fake-host';
import { fakeIncoming } from './fake-incoming';
import { fakeMessages } from './fake-messages';
import { fakeReshapes, type ReshapedRecords } from './fake-reshapes';
import { fakeTransfers } from './fake-transfers';
import { fakeUpstream } from './fake-upstream';
import type { ScreenData } from './page';

const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
const DAY_MS = 24 * HOUR_MS;

/** What the address asks the host to be: `admin=away`, `empty`, `broken`, or `ill` for the machine. */
const mood = new URLSearchParams(location.search).get('admin');

/** What the host does with a station beside its accounts. */
export interface FakeMachine {
  /** Numbers of the grids. */
  grids(): readonly number[];
  readonly reshaped: Omit<ReshapedRecords, 'addGrid'>;
  /** Makes a grid as the host does: it is there when this resolves. */
  addGrid(name: AddGrid['name']): Promise<number>;
}

/** The host's administration in memory: the practice staff, a handful of devices, a hundred entries of audit. */
export function fakeAdmin(data: ScreenData, access: Access, nowMs: () => number, machine: FakeMachine): StationAdmin {
  const { functions } = access;
  const start = nowMs();
  let accounts = accountsOf(data, start);
  let devices = mood === 'empty' ? [] : devicesOf(accounts, start);
  const entries = mood === 'empty' ? [] : auditOf(accounts, devices, start);
  let rotations = 1;
  let kept = mood === 'empty' ? [] : keptOf(accounts, devices, start);

  const assertMay = async (isGranted: boolean): Promise<void> => {
    await new Promise((resolve) => setTimeout(resolve, 20));
    if (mood === 'away') throw new AppError('hub.unreachable', 'away', { retry: true });
    if (!isGranted) throw new AppError('access.denied', 'not granted');
  };
  const answer = (needs: StaffFunction) => assertMay(functions.includes(needs));
  const account = (uid: string): AccountView => {
    const found = accounts.find((each) => each.uid === uid);
    if (!found) throw new AppError('request.not-found', 'nobody');
    return found;
  };
  const put = (changed: AccountView): AccountView => {
    accounts = [...accounts.filter(({ uid }) => uid !== changed.uid), changed].sort(byActiveAndCode);
    return changed;
  };

  return {
    ...fakeTransfers(accounts[0]?.uid ?? '', nowMs, () => assertMay(true)),
    ...fakeReshapes(
      accounts[0]?.uid ?? '',
      nowMs,
      () => assertMay(may(access, 'create', 'grid', { kind: 'commons', gridNumber: null })),
      { ...machine.reshaped, addGrid: machine.addGrid },
    ),
    ...fakeUpstream(access, nowMs, () => assertMay(true)),
    incoming: fakeIncoming(access, nowMs, assertMay, mood === 'empty'),
    messages: fakeMessages(access, nowMs, assertMay, mood === 'empty', accounts[0]?.uid ?? ''),
    async staff() {
      await answer('staff');
      return accounts;
    },
    async createStaff(wanted) {
      await answer('staff');
      if (accounts.some(({ code }) => code === wanted.code)) throw new AppError('access.code-taken', 'taken');
      const uid = `01M4NEWACC0UNT0000000000${String(accounts.length).padStart(2, '0')}`;
      const made = put({ ...wanted, uid, active: true, mustChangePassphrase: true, lastSignInMs: null });
      return { account: made, passphrase: 'kfa3-m7te-xp4h' };
    },
    async changeStaff(uid, change) {
      await answer('staff');
      const before = account(uid);
      const next = put({ ...before, ...present(change) });
      if (!accounts.some((each) => each.active && each.post === 'manager')) {
        put(before);
        throw new AppError('access.last-manager', 'last');
      }
      return next;
    },
    async resetPassphrase(uid) {
      await answer('staff');
      return { account: put({ ...account(uid), mustChangePassphrase: true }), passphrase: 'r6wd-t8vn-hc4y' };
    },
    async devices() {
      await answer('devices');
      return devices;
    },
    async changeDevice(id, change) {
      await answer('devices');
      const before = devices.find((each) => each.id === id);
      if (!before) throw new AppError('request.not-found', 'no device');
      const changed: DeviceView = {
        ...before,
        name: change.name ?? before.name,
        state: change.state ?? before.state,
        wipe: change.wipe ? 'asked' : before.wipe,
      };
      devices = devices.map((each) => (each.id === id ? changed : each));
      return changed;
    },
    async rotateKeys(gridNumbers, classes) {
      await answer('keys');
      rotations += 1;
      return gridNumbers.flatMap((grid) => classes.map((name) => `qinghe-${grid}.${name}.${rotations}`));
    },
    async audit({ before, limit = 50, kind, by, subject }) {
      await answer('audit');
      const found = entries.filter(
        (entry) =>
          (before === undefined || entry.n < before) &&
          (kind === undefined || entry.kind === kind) &&
          (by === undefined || entry.by === by) &&
          (subject === undefined || entry.subject === subject),
      );
      return { entries: found.slice(0, limit), brokenAt: mood === 'broken' ? 41 : null };
    },
    async addGrid(name) {
      await assertMay(may(access, 'create', 'grid', { kind: 'commons', gridNumber: null }));
      return machine.addGrid(name);
    },
    async hostState() {
      await assertMay(seesHost(access));
      return fakeHostState(nowMs(), machine.grids(), devices, mood === 'ill');
    },
    async kept() {
      await assertMay(decidesUnsent(access));
      return kept;
    },
    async exportKept(ids) {
      await assertMay(decidesUnsent(access));
      return kept
        .filter(({ id }) => ids.includes(id))
        .map((entry) => ({ ...entry, content: { rev: '', record: { _id: entry.record ?? '' } } }));
    },
    async deliverKept(ids) {
      await assertMay(decidesUnsent(access));
      return ids.map((id) => {
        const entry = kept.find((each) => each.id === id);
        if (!entry || entry.db === 'grid-qinghe-9') return { outcome: 'refused', code: 'row.wrong-database' };
        const by = accounts.find(({ post }) => post === 'manager')?.uid ?? '';
        const delivered = { ...entry, delivered: { atMs: nowMs(), by } };
        kept = kept.map((each) => (each.id === id ? delivered : each));
        return { outcome: 'written', id: entry.record ?? '', rev: '1-kept' };
      });
    },
    match: async () => [],
  };
}

const byActiveAndCode = (a: AccountView, b: AccountView) =>
  Number(b.active) - Number(a.active) || (a.code < b.code ? -1 : 1);

function present(change: ChangeStaff): Partial<AccountView> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}

/** The practice staff, somebody new, somebody with a long name, and somebody who has left. */
function accountsOf(data: ScreenData, nowMs: number): readonly AccountView[] {
  const staff = data.records.filter((record): record is Staff & WireRecord => record.type === 'staff');
  const own = staff.map(({ uid, code, name, post, gridNumbers, functions }, index): AccountView => {
    const always = functionsOf({ actor: post, functions: [] });
    return {
      uid,
      code,
      name,
      post,
      gridNumbers: [...gridNumbers],
      functions: functions.filter((each) => !always.includes(each)),
      active: true,
      mustChangePassphrase: false,
      lastSignInMs: nowMs - index * 3.7 * HOUR_MS - 11 * MINUTE_MS,
    };
  });
  const more = (number: number, code: string, name: string, change: Partial<AccountView>): AccountView => ({
    uid: `01M4M0REACC0UNT000000000${String(number).padStart(2, '0')}`,
    code,
    name,
    post: 'grid-worker',
    gridNumbers: [2, 3],
    functions: [],
    active: true,
    mustChangePassphrase: false,
    lastSignInMs: nowMs - 9 * DAY_MS,
    ...change,
  });
  return [
    ...own,
    more(1, 'chenmj', '陈美娟', { mustChangePassphrase: true, lastSignInMs: null }),
    more(2, 'aynur', '阿依努尔·买买提江·吐尔逊', { functions: ['health', 'child'], gridNumbers: [1, 2, 3] }),
    more(3, 'wangdh', '王德海', { active: false, lastSignInMs: nowMs - 90 * DAY_MS }),
  ].sort(byActiveAndCode);
}

function devicesOf(accounts: readonly AccountView[], nowMs: number): readonly DeviceView[] {
  const uids = accounts.map(({ uid }) => uid);
  const device = (number: number, name: string, change: Partial<DeviceView>): DeviceView => ({
    id: `01M4DEV1CE0000000000${String(number).padStart(2, '0')}8QWR`,
    name,
    kind: 'tablet',
    state: 'approved',
    wipe: 'no',
    firstSeenMs: nowMs - 40 * DAY_MS,
    lastSeenMs: nowMs - number * 17 * MINUTE_MS,
    lastAddress: `192.168.8.${20 + number}`,
    people: uids.slice(number % 3, (number % 3) + 1 + (number % 2)),
    keptRows: 0,
    keptMedia: 0,
    ...change,
  });
  return [
    device(1, '平板 05', { state: 'pending', firstSeenMs: nowMs - 2 * MINUTE_MS, lastSeenMs: nowMs - 4000 }),
    device(2, 'tablet', { state: 'pending', firstSeenMs: nowMs - 3 * HOUR_MS, people: uids.slice(0, 1) }),
    device(3, '站长室工作站', { kind: 'workstation', lastSeenMs: nowMs - 5000 }),
    device(4, '平板 03', { people: uids.slice(0, 3) }),
    device(5, '二号窗口靠近楼梯口那台用来办高龄津贴的工作站', { kind: 'workstation', people: uids }),
    device(6, '平板 01', { state: 'revoked', keptRows: 2, keptMedia: 3, lastSeenMs: nowMs - 6 * DAY_MS }),
    device(7, '平板 02', { state: 'revoked', wipe: 'asked', lastSeenMs: nowMs - 20 * DAY_MS }),
    device(8, '平板 04', { state: 'revoked', wipe: 'done', lastSeenMs: nowMs - 30 * DAY_MS }),
  ];
}

/** One of each reason, and one whose grid is gone. */
function keptOf(accounts: readonly AccountView[], devices: readonly DeviceView[], nowMs: number): readonly KeptView[] {
  const manager = accounts.find(({ post }) => post === 'manager')?.uid ?? null;
  const entry = (number: number, why: KeptView['why'], change: Partial<KeptView> = {}): KeptView => ({
    id: `kept-${number}`,
    atMs: nowMs - number * 5 * HOUR_MS,
    author: accounts[number % accounts.length]?.uid ?? '',
    device: devices[(number + 4) % devices.length]?.id ?? '',
    db: `grid-qinghe-${(number % 3) + 1}`,
    record: `visit~qinghe-1~01M4KEPT000000000000000${number}`,
    why,
    by: null,
    note: null,
    delivered: null,
    ...change,
  });
  return [
    entry(1, 'deposited'),
    entry(2, 'discarded', {
      by: manager,
      note: '写错了人，已经重写',
      record: 'person~qinghe-1~01M4KEPT0000000000000002',
    }),
    entry(3, 'rights', { db: 'grid-qinghe-9' }),
    entry(4, 'revoked', { record: null }),
    entry(5, 'discarded', { by: manager, note: '重复', delivered: { atMs: nowMs - HOUR_MS, by: manager ?? '' } }),
  ];
}

/** What nobody but the host itself does. */
const HOSTS_OWN: ReadonlySet<AuditKind> = new Set(['sign-in-refused', 'device-wiped', 'recovery-used', 'files-moved']);

function auditOf(
  accounts: readonly AccountView[],
  devices: readonly DeviceView[],
  nowMs: number,
): readonly AuditEntry[] {
  const person = (index: number) => accounts[index % accounts.length]?.uid ?? null;
  const device = (index: number) => devices[index % devices.length]?.id ?? null;
  const rounds: readonly (readonly [AuditKind, string | null, string | null])[] = [
    ['sign-in', device(3), null],
    ['reveal', '01M4PERS0N000000000000000A', 'phone show Qk3x'],
    ['reveal', '01M4PERS0N000000000000000A', 'citizenId copy Qk3y'],
    ['match', null, 'phone 1'],
    ['sign-in-refused', null, `auth.wrong ${device(0)}`],
    ['device-registered', device(0), null],
    ['device-approved', device(3), null],
    ['device-revoked', device(5), 'wipe'],
    ['device-wiped', device(7), null],
    ['staff-created', person(1), null],
    ['staff-changed', person(2), 'post=clerk functions'],
    ['passphrase-reset', person(2), null],
    ['passphrase-changed', null, null],
    ['keys-rotated', 'qinghe-1', 'health child'],
    ['parcels-delivered', device(4), '3'],
    ['parcel-kept', 'visit~qinghe-1~01M4V1S1T', device(5)],
    ['parcel-discarded', 'visit~qinghe-1~01M4V1S1T', `${person(1)} ${device(4)}`],
    ['kept-exported', 'visit~qinghe-1~01M4V1S1T', `${person(1)} ${device(4)}`],
    ['kept-delivered', 'visit~qinghe-1~01M4V1S1T', `${person(1)} ${device(4)}`],
    ['recovery-used', person(1), 'known-account'],
    ['files-moved', null, '12'],
    ['transferred', '01M4PERS0N000000000000000A', 'person qinghe-1 qinghe-2'],
  ];
  const count = rounds.length * 6;
  return Array.from({ length: count }, (_, index): AuditEntry => {
    const [kind, subject, detail] = rounds[index % rounds.length] ?? ['sign-in', null, null];
    const isHosts = HOSTS_OWN.has(kind);
    return {
      n: count - index,
      atMs: nowMs - index * 47 * MINUTE_MS,
      kind,
      by: isHosts ? null : person(index),
      subject,
      detail,
      hash: 'x',
    };
  });
}
