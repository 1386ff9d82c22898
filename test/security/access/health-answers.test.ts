import { describe, expect, it } from 'vitest';
import { paths, sessionSchema, type Session } from '#shared/ipc/station-api';
import type { WireRecord } from '#shared/schema/envelope';
import { isSealed } from '#shared/schema/value-class';
import { openerOf } from '#test/flows/secrecy/known';
import { signInAt, startForTest } from '#test/support/in-process-host';
import { temporaryFolder } from '#test/support/temporary-folder';

/** Three grids, so that the worker of the third, who has no health function, has people to visit. */
const SIZE = { householdsPerGrid: [12, 12, 40], historyDays: 180 };

const ANSWERS = ['condition', 'bloodPressure', 'note'] as const;

describe('health answers of the own grid', () => {
  it('open for the worker who recorded them, for those with the function, and for no other worker', async () => {
    const host = await startForTest(await temporaryFolder(), { practiceSize: SIZE });
    const accounts = host.sessions.practice()?.accounts ?? [];
    const sessionOf = async (code: string): Promise<Session> => {
      const passphrase = accounts.find((account) => account.code === code)?.passphrase ?? '';
      return sessionSchema.parse(await (await signInAt(host, code, passphrase)).json());
    };
    const worker = await sessionOf('zhangxm');
    const manager = await sessionOf('zhoum');
    expect(worker.staff.functions).not.toContain('health');

    const answer = await fetch(`${host.addresses.loopback}${paths.hub}/grid-qinghe-3/_all_docs?include_docs=true`, {
      headers: { authorization: `Bearer ${worker.token}` },
    });
    expect(answer.status).toBe(200);
    const { rows } = (await answer.json()) as { readonly rows: readonly { readonly doc: WireRecord }[] };
    const visits = rows.flatMap(({ doc }) => (doc.type === 'visit' ? [doc] : []));

    const count = { own: 0, others: 0 };
    for (const visit of visits) {
      const answers = visit['answers'] as Readonly<Record<string, unknown>>;
      for (const name of ANSWERS) {
        const sealed = answers[name];
        if (!isSealed(sealed)) continue;
        const place = { uid: visit.uid, field: `answers.${name}` };
        const isOwn = visit.created.by === worker.staff.uid;
        expect(await openerOf(manager)(sealed, place)).not.toBeNull();
        const opened = await openerOf(worker)(sealed, place);
        if (isOwn) expect(opened).not.toBeNull();
        else expect(opened).toBeNull();
        count[isOwn ? 'own' : 'others'] += 1;
      }
    }
    // Both kinds are there, or nothing was shown.
    expect(count.own).toBeGreaterThan(10);
    expect(count.others).toBeGreaterThan(3);
  });
});
