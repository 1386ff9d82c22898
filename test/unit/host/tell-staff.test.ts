import { describe, expect, it } from 'vitest';
import { AppError } from '#shared/errors/app-error';
import { err, ok } from '#shared/errors/result';
import type { AccountView } from '#shared/ipc/admin-api';
import { tellStaff } from '#main/host/tell-staff';
import type { NewMessage, Outbox, StaffAdmin } from '#main/services/ports';
import { T0, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { nobody } from '#test/support/absent-services';

const MANAGER = uid(1);
const CLERK = uid(2);
const RESET = ok({ account: { uid: CLERK } as AccountView, passphrase: '清河-晨光-7' });

function station(
  put: Outbox['put'],
  resetPassphrase: StaffAdmin['resetPassphrase'] = async () => RESET,
  tellSystems: Outbox['tellSystems'] = async () => ok(0),
) {
  const log = recordedLog();
  const staff = { ...nobody, resetPassphrase };
  return { log, told: tellStaff({ station: 'qinghe', staff, outbox: { put, tellSystems }, log, now: () => T0 }) };
}

describe('a system that watches over accounts', () => {
  it('is told who set whose passphrase anew, as fields and not by name', async () => {
    const toSystems: unknown[] = [];
    const { told } = station(
      async () => ok({ id: 'message~qinghe~1', state: 'queued', isNew: true }),
      undefined,
      async (message) => {
        toSystems.push(message);
        return ok(1);
      },
    );
    await told.resetPassphrase(MANAGER, CLERK);
    const field = (of: string) => ({ kind: 'field', record: `staff~qinghe~${of}`, field: 'name' });
    expect(toSystems).toMatchObject([
      { template: 'passphrase-reset', values: { who: field(MANAGER), whose: field(CLERK) } },
    ]);
    expect(JSON.stringify(toSystems)).not.toContain('晨光');
  });
});

describe('somebody whose passphrase was reset', () => {
  it('is told by whom, and not what the new one is', async () => {
    const put: NewMessage[] = [];
    const { told } = station(async (message) => {
      put.push(message);
      return ok({ id: 'message~qinghe~1', state: 'queued', isNew: true });
    });
    expect(await told.resetPassphrase(MANAGER, CLERK)).toBe(RESET);
    expect(put).toMatchObject([
      {
        recipient: { kind: 'staff', uid: CLERK },
        by: MANAGER,
        values: { who: { record: `staff~qinghe~${MANAGER}`, field: 'name' } },
      },
    ]);
    expect(JSON.stringify(put)).not.toContain('晨光');
  });

  it('is not told of what they did themselves, nor of what came to nothing', async () => {
    const put: Outbox['put'] = async () => {
      throw new Error('nothing is to be told');
    };
    const own = station(put);
    expect((await own.told.resetPassphrase(CLERK, CLERK)).ok).toBe(true);
    expect(own.log.lines).toEqual([]);
    const refused = station(put, async () => err(new AppError('request.not-found', 'nobody')));
    expect((await refused.told.resetPassphrase(MANAGER, CLERK)).ok).toBe(false);
    expect(refused.log.lines).toEqual([]);
  });

  it('has the new one also when they cannot be told', async () => {
    const closed = station(async () => err(new AppError('request.malformed', 'recipient: a post without desk')));
    expect(await closed.told.resetPassphrase(MANAGER, CLERK)).toBe(RESET);
    expect(closed.log.lines.map(({ event }) => event)).toEqual(['tell-staff.not-reached']);
    const broken = station(() => Promise.reject(new Error('the disk is full')));
    expect(await broken.told.resetPassphrase(MANAGER, CLERK)).toBe(RESET);
    expect(broken.log.lines.map(({ event }) => event)).toEqual(['tell-staff.failed']);
  });
});
