import { describe, expect, it } from 'vitest';
import { addressKey } from '#shared/domain/people/address';
import type { ListFilter } from '#renderer/data/register/types';
import { personFields, STATION, uid } from '#test/support/builders';
import { aBatch, aCore, aDwelling, aHousehold, aRecord, openAs, sealedAs, TODAY } from './support';

const aPerson = (n: number, fields: Readonly<Record<string, unknown>> = {}, grid = 1) =>
  aRecord('person', n, personFields(fields), { grid });

describe('lists of the register', () => {
  it('stand in the order of pinyin, also after somebody was renamed', async () => {
    const { list, take } = await aCore([
      aPerson(1, { name: '张伟' }),
      aPerson(2, { name: '安琪' }),
      aPerson(3, { name: '单雄' }),
      aPerson(4, { name: '李娜' }),
    ]);
    expect(list('person')).toEqual(['安琪', '李娜', '单雄', '张伟']);
    expect(list('person', {}, 'name', true)).toEqual(['张伟', '单雄', '李娜', '安琪']);
    await take(aPerson(2, { name: '周琪' }));
    expect(list('person')).toEqual(['李娜', '单雄', '张伟', '周琪']);
  });

  it('sort addresses with their numbers as numbers, and people without a home last, either way round', async () => {
    const { list } = await aCore([
      aDwelling(101, '清和路 10幢1单元301'),
      aDwelling(102, '清和路 2幢1单元1001'),
      aDwelling(103, '清和路 2幢1单元301'),
      aPerson(1, { name: '甲', dwellingUid: uid(101) }),
      aPerson(2, { name: '乙', dwellingUid: uid(102) }),
      aPerson(3, { name: '丙', dwellingUid: uid(103) }),
      aPerson(4, { name: '丁', dwellingUid: null }),
    ]);
    expect(list('dwelling')).toEqual(['清和路 2幢1单元301', '清和路 2幢1单元1001', '清和路 10幢1单元301']);
    expect(list('person', {}, 'address')).toEqual(['丙', '乙', '甲', '丁']);
    expect(list('person', {}, 'address', true)).toEqual(['甲', '乙', '丙', '丁']);
  });

  it('answer a page anywhere with the number of all', async () => {
    const { core } = await aCore(
      Array.from({ length: 230 }, (_, n) => aPerson(n + 1, { birthDate: `19${10 + (n % 90)}-01-01` })),
    );
    const page = core.list({
      kind: 'person',
      filter: {},
      sort: { by: 'age', descending: true },
      offset: 200,
      limit: 50,
      today: TODAY,
    });
    expect([page.rows.length, page.total]).toEqual([30, 230]);
    expect(page.rows.map(({ birthDate }) => birthDate)).toEqual(page.rows.map(({ birthDate }) => birthDate).sort());
  });

  it('count ages as the law does, on birthdays too', async () => {
    const { list } = await aCore([
      aPerson(1, { name: '今天六十五', birthDate: '1961-11-23' }),
      aPerson(2, { name: '明天六十五', birthDate: '1961-11-24' }),
      aPerson(3, { name: '今天八十', birthDate: '1946-11-23' }),
      aPerson(4, { name: '昨天八十一', birthDate: '1945-11-22' }),
    ]);
    expect(list('person', { ageFrom: 65, ageTo: 80 })).toEqual(['今天八十', '今天六十五']);
    expect(list('person', { ageTo: 64 })).toEqual(['明天六十五']);
    expect(list('person', { kinds: ['elderly'] })).toHaveLength(3);
  });

  it('show people who live here unless they are asked for others', async () => {
    const { list } = await aCore([
      aPerson(1, { name: '在住' }),
      aPerson(2, { name: '迁出', status: 'moved-out' }),
      aPerson(3, { name: '去世', status: 'deceased' }),
    ]);
    expect(list('person')).toEqual(['在住']);
    expect(list('person', { status: 'moved-out' })).toEqual(['迁出']);
    expect(list('person', { status: 'all' })).toHaveLength(3);
  });

  it('know who lives alone as soon as the other one has moved out', async () => {
    const home = { householdUid: uid(200), dwellingUid: uid(100) };
    const { list, take } = await aCore([
      aDwelling(100, '清和路 1幢1单元101'),
      aHousehold(200, 100, { headUid: uid(1) }),
      aPerson(1, { name: '何秀兰', ...home }),
      aPerson(2, { name: '何志远', birthDate: '1970-01-01', ...home }),
    ]);
    expect(list('person', { kinds: ['livingAlone'] })).toEqual([]);
    expect(list('household', { kinds: ['livingAlone'] })).toEqual([]);
    await take(aPerson(2, { name: '何志远', birthDate: '1970-01-01', ...home, status: 'moved-out' }));
    expect(list('person', { kinds: ['livingAlone'] })).toEqual(['何秀兰']);
    expect(list('household', { kinds: ['livingAlone'] })).toEqual(['清和路 1幢1单元101']);
  });

  it('count households, residents and key people of a home', async () => {
    const home = { householdUid: uid(200), dwellingUid: uid(100) };
    const { core, list } = await aCore([
      aDwelling(100, '清和路 1幢1单元101'),
      aDwelling(101, '清和路 1幢1单元102', { use: null }),
      aHousehold(200, 100, { headUid: uid(1) }),
      aHousehold(201, 100, { status: 'moved-out' }),
      aPerson(1, { name: '何秀兰', ...home }),
      aPerson(2, { name: '何志远', birthDate: '1970-01-01', ...home }),
    ]);
    expect(core.rows('dwelling', [`dwelling~${STATION}-1~${uid(100)}`], TODAY)).toMatchObject([
      { households: 1, residents: 2, keyPeople: 1 },
    ]);
    expect(core.rows('household', [`household~${STATION}-1~${uid(200)}`], TODAY)).toMatchObject([
      { members: 2, headName: '何秀兰', kinds: ['elderly'] },
    ]);
    expect(list('dwelling', { uses: ['unknown'] })).toEqual(['清和路 1幢1单元102']);
    expect(core.counts(TODAY, null)).toMatchObject({ people: 2, households: 1, dwellings: 2, byKind: { elderly: 1 } });
    expect(core.counts(TODAY, 2)).toMatchObject({ people: 0 });
  });

  it('find by text what the search finds, and by a whole number whoever has it', async () => {
    const { list, core } = await aCore([
      aDwelling(100, '清和路 8幢2单元301'),
      aPerson(1, {
        name: '何秀兰',
        dwellingUid: uid(100),
        phone: sealedAs('general', '138-0013-8000'),
        citizenId: sealedAs('general', '11010519491231002x'),
      }),
      aPerson(2, { name: '张伟' }),
    ]);
    for (const text of [
      '秀兰',
      'hexiulan',
      'hxl',
      '8栋2-301',
      '8000',
      '002X',
      '13800138000',
      '+86 138 0013 8000',
      '11010519491231002X',
    ])
      expect([text, list('person', { text })]).toEqual([text, ['何秀兰']]);
    expect(list('person', { text: '13800138001' })).toEqual([]);
    expect(core.byCitizenId(['11010519491231002X', '110105194912310038'])).toEqual([
      [`person~${STATION}-1~${uid(1)}`],
      [],
    ]);
    const [hit] = core.search({ text: '13800138000', limit: 5, today: TODAY });
    expect(hit).toMatchObject({ kind: 'person', title: '何秀兰', matchedBy: 'phone', detail: '清和路 8幢2单元301' });
  });

  it('keep no whole number', async () => {
    const { core } = await aCore([
      aPerson(1, { phone: sealedAs('general', '13800138000'), citizenId: sealedAs('general', '11010519491231002X') }),
    ]);
    const kept = JSON.stringify(core.entries());
    expect(kept).toContain('8000');
    for (const number of ['13800138000', '11010519491231002X', '19491231002']) expect(kept).not.toContain(number);
  });

  it('find a dwelling by its address however it is written', async () => {
    const { core } = await aCore([aDwelling(100, '清和路 8幢2单元301')]);
    const [found, none] = core.byAddress([addressKey('清和路8号楼2门301室'), addressKey('清和路9幢2单元301')]);
    expect([found?.uid, none]).toEqual([uid(100), null]);
  });
});

describe('what the register does not show', () => {
  const importUid = uid(7000);

  it('is what an import brought that is not complete', async () => {
    const home = { dwellingUid: uid(100), householdUid: uid(200) };
    const { list, take, core } = await aCore([
      aBatch(importUid, 'applying'),
      aDwelling(100, '清和路 1幢1单元101', { importUid }),
      aHousehold(200, 100, { importUid }),
      aPerson(1, { name: '新来的', importUid, ...home }),
      aPerson(2, { name: '早在的' }),
    ]);
    const seen = () => [
      list('person'),
      list('dwelling'),
      list('household'),
      core.search({ text: '新来', limit: 9, today: TODAY }).length,
    ];
    expect(seen()).toEqual([['早在的'], [], [], 0]);
    expect(core.counts(TODAY, null)).toMatchObject({ people: 1, dwellings: 0 });
    await take(aBatch(importUid, 'complete'));
    expect(seen()).toEqual([['新来的', '早在的'], ['清和路 1幢1单元101'], ['清和路 1幢1单元101'], 1]);
    await take(aBatch(importUid, 'undone'));
    expect(seen()).toEqual([['早在的'], [], [], 0]);
  });

  it('is told by the batch of its own grid', async () => {
    const { list } = await aCore([
      aBatch(importUid, 'complete', 2),
      aPerson(1, { name: '一号网格', importUid }),
      aPerson(2, { name: '二号网格', importUid }, 2),
    ]);
    expect(list('person')).toEqual(['二号网格']);
  });

  it('is somebody who turned out to be somebody else', async () => {
    const { list, core } = await aCore([
      aPerson(1, { name: '何秀兰' }),
      aPerson(2, { name: '何秀蓝', mergedIntoUid: uid(1) }),
    ]);
    expect(list('person', { status: 'all' })).toEqual(['何秀兰']);
    expect(core.search({ text: '何秀蓝', limit: 9, today: TODAY })).toEqual([]);
  });
});

describe('a file that is closed to the reader', () => {
  const home = { dwellingUid: uid(100), householdUid: uid(200) };
  const child = aPerson(1, {
    name: sealedAs('child', '许小满'),
    sex: sealedAs('child', 'female'),
    relation: sealedAs('child', 'child'),
    relationCode: sealedAs('child', null),
    disability: sealedAs('child', { kind: 'limb', grade: 2 }),
    birthDate: '2018-06-01',
    citizenId: sealedAs('child', '110105201806010029'),
    phone: sealedAs('child', '13800138000'),
    registeredDwellingUid: uid(100),
    ...home,
  });
  const records = [
    aDwelling(100, '清和路 1幢1单元101'),
    aHousehold(200, 100, { headUid: uid(2) }),
    aPerson(2, { name: '许建国', birthDate: '1985-01-01', ...home }),
    child,
  ];

  it('is listed with its age and grid alone', async () => {
    const { core, list } = await aCore(records, openAs('general'));
    expect(list('person')).toEqual(['许建国', null]);
    const [row] = core.rows('person', [child._id], TODAY);
    expect(row).toMatchObject({
      name: null,
      sex: null,
      birthDate: '2018-06-01',
      grid: 1,
      kinds: ['child'],
      address: '',
      dwellingUid: null,
      householdUid: null,
      phoneTail: null,
      idTail: null,
      disability: null,
      isRegisteredHere: false,
    });
  });

  it('is found by no text, number, home or question about what is in it', async () => {
    const { core, list } = await aCore(records, openAs('general'));
    const asked: readonly ListFilter[] = [
      { text: '许小满' },
      { text: '清和路' },
      { text: '8000' },
      { text: '13800138000' },
      { dwellingUids: [uid(100)] },
      { buildingUids: [uid(9000)] },
      { sex: 'female' },
      { hasPhone: true },
      { hasPhone: false },
      { isRegisteredHere: true },
      { isRegisteredHere: false },
      { hasFindings: false },
      { hasCitizenId: false },
    ];
    for (const filter of asked) expect([filter, list('person', filter).includes(null)]).toEqual([filter, false]);
    expect(list('person', { kinds: ['child'] })).toEqual([null]);
    expect(list('person', { kinds: ['disabled'] })).toEqual([]);
    expect(core.byCitizenId(['110105201806010029'])).toEqual([[]]);
    expect(core.duplicates(10)).toEqual([]);
  });

  it('does not give away its home by the order of a list, nor the home what lives in it', async () => {
    const { list, core } = await aCore(
      [...records, aDwelling(101, '清和路 9幢1单元101'), aPerson(3, { name: '钱阿宝', dwellingUid: uid(101) })],
      openAs('general'),
    );
    expect(list('person', {}, 'address')).toEqual(['许建国', '钱阿宝', null]);
    expect(list('household', { kinds: ['child'] })).toEqual([]);
    expect(list('dwelling', { kinds: ['child'] })).toEqual([]);
    const [dwelling] = core.rows('dwelling', [`dwelling~${STATION}-1~${uid(100)}`], TODAY);
    expect(dwelling?.keyPeople).toBe(0);
  });

  it('is a file like others for whoever holds the key', async () => {
    const { list } = await aCore(records);
    expect(list('person', { text: 'xxm' })).toEqual(['许小满']);
    expect(list('household', { kinds: ['disabled'] })).toEqual(['清和路 1幢1单元101']);
  });
});
