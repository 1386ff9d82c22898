import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import type { WireRecord } from '#shared/schema/envelope';
import { readStub } from '#shared/schema/moved';
import { findRecordType } from '#shared/schema/registry';
import { compareVectors } from '#shared/sync/vector';
import { startFileKeeper } from '#main/services/file-keeper/file-keeper';
import { startMatching } from '#main/services/matching/matching';
import { recordsOf } from '#main/services/records-of';
import { STATION, uid } from '#test/support/builders';
import { recordedLog } from '#test/support/quiet-log';
import { FAMILY, FAMILY_RECORDS, FINDING_KEY, idIn, moveIn, NEIGHBOUR, OTHER_DWELLING, PERSONAL } from './family';
import { CLERK, dyingAt, openStation, type Station } from './station';

let station: Station;
beforeEach(async () => {
  station = await openStation();
  await moveIn(station);
});

const household = { kind: 'household', uid: FAMILY.household, dwellingUid: OTHER_DWELLING } as const;
const at = (field: string, of: string, entryId?: string) => ({ uid: of, field, ...(entryId && { entryId }) });

/** Everything of the family lies in that grid and nothing of it in the other, stubs aside. */
async function expectFamilyIn(grid: number, left: number): Promise<void> {
  for (const [type, key] of FAMILY_RECORDS) {
    const there = await station.read(idIn(type, grid, key));
    expect(findRecordType(type)?.schema.safeParse(there).success, `${type} in grid ${grid}`).toBe(true);
    expect(there?.movedTo).toBeUndefined();
    const stub = await station.read(idIn(type, left, key));
    expect(stub && readStub(stub), `${type} in grid ${left}`).toMatchObject({
      movedTo: { scope: `${STATION}-${grid}` },
    });
  }
}

describe('a household that moves to another grid', () => {
  it('takes its people and all that is on record about them along, and leaves stubs without a word', async () => {
    const done = await station.send(household);
    expect(done).toMatchObject({ state: 'done', counts: { people: 2, visits: 2, others: 4, unreadable: 0 } });
    await expectFamilyIn(2, 1);
    expect(await station.text(1)).not.toMatch(PERSONAL);
    expect((await station.read(idIn('visit', 1, uid(35))))?.movedTo).toBeUndefined();
    expect(await station.read(idIn('person', 1, NEIGHBOUR))).toMatchObject({ name: '邻居' });
  });

  it('lives in the home that was chosen, and so do those who lived with it', async () => {
    await station.send(household);
    const people = [FAMILY.grandmother, FAMILY.child].map((each) => idIn('person', 2, each));
    for (const id of [idIn('household', 2, FAMILY.household), ...people]) {
      expect(await station.read(id)).toMatchObject({ dwellingUid: OTHER_DWELLING });
    }
    expect(await station.read(people[0] ?? '')).toMatchObject({ householdUid: FAMILY.household });
    expect(await station.read(idIn('dwelling', 1, FAMILY.dwelling))).toMatchObject({ room: '301' });
  });

  it('keeps every value under the class it had: general, health, and a child’s under the child key', async () => {
    await station.send(household);
    const grandmother = await station.read(idIn('person', 2, FAMILY.grandmother));
    const [contact] = grandmother?.['contacts'] as readonly Record<string, unknown>[];
    const visit = (await station.read(idIn('visit', 2, FAMILY.visit))) as WireRecord & {
      answers: { note: unknown };
      additions: readonly { text: unknown }[];
    };
    const finding = (await station.read(idIn('finding', 2, FINDING_KEY))) as WireRecord & {
      before: { phone: unknown };
    };
    const child = await station.read(idIn('person', 2, FAMILY.child));
    const open = station.openAs;
    const phone = at('phone', FAMILY.grandmother);
    expect(await open(2, 'general', grandmother?.['phone'], phone)).toBe('13800000000');
    expect(await open(1, 'general', grandmother?.['phone'], phone)).toBe('closed');
    expect(await open(2, 'general', contact?.['name'], at('contacts.name', FAMILY.grandmother, uid(50)))).toBe(
      '许海涛',
    );
    expect(await open(2, 'general', finding.before.phone, phone)).toBe('13700000000');
    expect(await open(2, 'health', visit.answers.note, at('answers.note', FAMILY.visit))).toBe('头晕');
    expect(await open(2, 'general', visit.additions[0]?.text, at('additions.text', FAMILY.visit, uid(51)))).toBe(
      '已复查',
    );
    expect(await open(2, 'child', child?.['name'], at('name', FAMILY.child))).toBe('许小满');
    expect(await open(2, 'general', child?.['name'], at('name', FAMILY.child))).toBe('closed');
  });

  it('is written down once, without a name', async () => {
    await station.send(household);
    await station.reopen();
    const kinds = station.services.audit.entries.filter(({ kind }) => kind === 'transferred');
    expect(kinds).toMatchObject([{ by: CLERK, subject: FAMILY.household, detail: 'household qinghe-1 qinghe-2' }]);
  });

  it('and comes back one day, has everything again, and what devices knew of it is older', async () => {
    const before = await station.read(idIn('person', 1, FAMILY.grandmother));
    await station.send(household);
    const stub = await station.read(idIn('person', 1, FAMILY.grandmother));
    await station.reopen();
    await station.send({ ...household, from: 2, to: 1, dwellingUid: FAMILY.dwelling });
    await expectFamilyIn(1, 2);
    const back = await station.read(idIn('person', 1, FAMILY.grandmother));
    expect(compareVectors(back?.vv ?? {}, before?.vv ?? {})).toBe('after');
    expect(compareVectors(back?.vv ?? {}, stub?.vv ?? {})).toBe('after');
    const phone = at('phone', FAMILY.grandmother);
    expect(await station.openAs(1, 'general', back?.['phone'], phone)).toBe('13800000000');
  });
});

describe('a person who moves alone', () => {
  it('leaves the household, which has no head then, and its other people', async () => {
    await station.send({ uid: FAMILY.grandmother, dwellingUid: OTHER_DWELLING });
    const moved = await station.read(idIn('person', 2, FAMILY.grandmother));
    expect(moved).toMatchObject({ householdUid: null, dwellingUid: OTHER_DWELLING });
    expect(await station.read(idIn('household', 1, FAMILY.household))).toMatchObject({ headUid: null });
    expect(await station.read(idIn('person', 1, FAMILY.child))).toMatchObject({ householdUid: FAMILY.household });
    expect((await station.read(idIn('visit', 1, FAMILY.childVisit)))?.movedTo).toBeUndefined();
    expect(await station.read(idIn('visit', 2, FAMILY.visit))).toMatchObject({ personUid: FAMILY.grandmother });
  });

  it('takes along, as it is, a value that no key of the grid opens, and the transfer says how many', async () => {
    const strange = { kid: 'qinghe-3.general.1', iv: 'AAAAAAAAAAAAAAAA', ct: 'AAAA' };
    const visit = await station.read(idIn('visit', 1, FAMILY.visit));
    const stored = await station
      .hub()
      .database('grid-qinghe-1')
      ?.get(visit?._id ?? '', { rev: null, latest: false, revs: false, conflicts: false });
    const rev = stored?.found ? stored.document['_rev'] : null;
    const answers = { outcome: 'met', note: strange };
    await station.write({ ...visit, answers, _rev: rev } as unknown as WireRecord);
    const done = await station.send({ uid: FAMILY.grandmother });
    expect(done.counts.unreadable).toBe(1);
    expect(await station.read(idIn('visit', 2, FAMILY.visit))).toMatchObject({ answers });
  });
});

describe('a power cut', () => {
  it.each(['before', 'after'] as const)(
    '%s any write of a transfer leaves nothing undone',
    { timeout: 120_000 },
    async (when) => {
      for (let writes = 0; ; writes += 1) {
        station = await openStation();
        await moveIn(station);
        const cut = dyingAt(writes, when);
        await station.reopen({ between: cut.between });
        const wanted = { ...household, from: 1, to: 2, reason: '' };
        const answer = await station
          .transfers()
          .start(CLERK, wanted)
          .catch(() => null);
        await station.transfers().settled();
        const wasCut = cut.isDead();
        await station.reopen();
        await station.transfers().settled();
        // What nobody was told has begun may be begun again.
        if (answer === null && station.transfers().list().length === 0) await station.send(household);
        await expectFamilyIn(2, 1);
        expect(station.transfers().list()).toMatchObject([
          { state: 'done', counts: { people: 2, visits: 2, others: 4 } },
        ]);
        if (!wasCut) return;
      }
    },
  );
});

describe('a hub that was set back', () => {
  it('to before the transfer is put right before anybody asks', async () => {
    await station.copyHub();
    await station.send(household);
    await station.setBack('copy');
    await station.transfers().settled();
    await expectFamilyIn(2, 1);
    expect(await station.read(idIn('person', 2, FAMILY.grandmother))).toMatchObject({ dwellingUid: OTHER_DWELLING });
  });

  it('to between going and coming back has them where they are now', async () => {
    await station.send(household);
    await station.copyHub();
    await station.send({ ...household, from: 2, to: 1, dwellingUid: FAMILY.dwelling });
    await station.setBack('copy');
    await station.transfers().settled();
    await expectFamilyIn(1, 2);
  });

  it('to before they went and came back has them where they are now', async () => {
    await station.copyHub();
    await station.send(household);
    await station.send({ ...household, from: 2, to: 1, dwellingUid: FAMILY.dwelling });
    await station.setBack('copy');
    await station.transfers().settled();
    for (const [type, key] of FAMILY_RECORDS) {
      expect((await station.read(idIn(type, 1, key)))?.movedTo, type).toBeUndefined();
      expect((await station.read(idIn(type, 2, key)))?.movedTo, type).toMatchObject({ scope: `${STATION}-1` });
    }
  });

  it('and holds nothing any more still knows who left, and leaves no stub of what is nowhere', async () => {
    await station.send(household);
    await station.setBack('empty');
    for (const [type, key] of FAMILY_RECORDS) expect(await station.read(idIn(type, 1, key)), type).toBeNull();
    expect(station.transfers().placementOf('person', FAMILY.grandmother, [`${STATION}-1`])).toBe(2);
  });
});

describe('others who read the hub', () => {
  it('find the person by phone in the new grid alone, check nobody twice, and leave the stub as it is', async () => {
    const { dataKeys, folder } = station;
    const log = recordedLog();
    const hub = station.hub();
    const matching = await startMatching({ hub, dataKeys, folder, key: new Uint8Array(32).fill(3), log });
    onTestFinished(() => matching.stop());
    expect(await matching.find('phone', '13800000000')).toEqual([idIn('person', 1, FAMILY.grandmother)]);
    await station.send(household);
    expect(await matching.find('phone', '13800000000')).toEqual([idIn('person', 2, FAMILY.grandmother)]);
    const stub = await station.read(idIn('person', 1, FAMILY.grandmother));
    const keeper = startFileKeeper({
      ...{ hub, dataKeys, folder, audit: station.services.audit, log },
      author: () => CLERK,
      now: () => Date.now(),
    });
    onTestFinished(() => keeper.stop());
    await keeper.settled();
    expect(keeper.health()).toMatchObject({ ok: true, facts: { unfit: 0 } });
    expect(await station.read(idIn('person', 1, FAMILY.grandmother))).toEqual(stub);
    const people: string[] = [];
    const database = hub.database('grid-qinghe-1');
    for await (const page of database ? recordsOf(database, 'person', 'qinghe-1') : [])
      people.push(...page.map(({ uid: each }) => each));
    expect(people).toEqual([NEIGHBOUR]);
  });
});
