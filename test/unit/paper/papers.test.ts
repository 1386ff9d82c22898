import { describe, expect, it } from 'vitest';
import { layPaper } from '#shared/domain/paper/layout';
import { PAPER_WORDS } from '#shared/domain/paper/messages';
import { COLUMNS, type Paper } from '#shared/domain/paper/paper';
import { materialsPaper, noticePaper, receiptPaper, ticketPaper, trialPaper } from '#shared/domain/paper/papers';
import { paperSchema } from '#shared/ipc/printing-api';

const AT = Date.UTC(2026, 10, 26, 1, 41);
const materials = [
  { id: 'id', name: '居民身份证', need: 'required' as const, when: null, mayFollow: false },
  { id: 'book', name: '户口簿', need: 'electronic' as const, when: null, mayFollow: true },
  { id: 'proxy', name: '委托书', need: 'conditional' as const, when: '代办', mayFollow: false },
];
const ticket = {
  station: '和平社区服务中心',
  number: 'A023',
  line: '综合业务',
  ahead: 3,
  expectedMs: 14.2 * 60_000,
  takenAtMs: AT,
  item: { name: '老年优待证办理', materials },
  page: 'https://linli.example/t/A023-7KQ4M2XR',
};

const printed = (paper: Paper): readonly string[] => {
  expect(paperSchema.safeParse(paper).error).toBeUndefined();
  return layPaper(paper, COLUMNS[80]).map((row) => (row.kind === 'qr' ? `[${row.text}]` : row.text.trim()));
};

describe('a ticket', () => {
  it('says the number huge, who is before it, how long, and what to have at hand', () => {
    const rows = layPaper(ticketPaper(ticket, 'zh'), COLUMNS[58]);
    expect(rows.find((row) => row.kind === 'line' && row.text.trim() === 'A023')).toMatchObject({ size: 4 });
    expect(printed(ticketPaper(ticket, 'zh'))).toMatchInlineSnapshot(`
      [
        "和平社区服务中心",
        "排队号",
        "",
        "A023",
        "",
        "前面还有 3 人",
        "大约等 15 分钟",
        "------------------------------------------------",
        "办理      综合业务",
        "事项      老年优待证办理",
        "取号时间  2026年11月26日 09:41",
        "------------------------------------------------",
        "要带的材料：",
        "1. 居民身份证",
        "2. 户口簿",
        "能查到电子证照的不用带",
        "3. 委托书",
        "代办时要带",
        "------------------------------------------------",
        "请听叫号，看屏幕。过号了到窗口说一声，不用重新取",
        "号。",
        "[https://linli.example/t/A023-7KQ4M2XR]",
        "手机扫码看前面还有几人，办完请您评价。",
      ]
    `);
  });

  it('says who is next, and promises no time where no window is open', () => {
    expect(printed(ticketPaper({ ...ticket, ahead: 0 }, 'zh'))).toContain(PAPER_WORDS.zh['ticket.next']);
    const closed = printed(ticketPaper({ ...ticket, ahead: 0, expectedMs: null }, 'zh'));
    expect(closed).toContain('窗口还没开，请听叫号');
    expect(closed).toContain('前面没有人');
  });

  it('has no code where residents have no pages', () => {
    expect(printed(ticketPaper({ ...ticket, page: null }, 'en')).join()).not.toContain('[');
  });
});

describe('papers of an application', () => {
  const receipt = {
    station: '和平社区服务中心',
    item: '老年优待证办理',
    receipt: 'AB12CD34',
    startedAtMs: AT,
    state: '已受理',
    dueAtMs: AT + 86_400_000,
    toCome: [{ name: '委托书', when: '代办时', untilMs: AT + 86_400_000 }],
    origin: 'https://linli.example',
  };

  it('hand over the code with the way to its page, and no name', () => {
    expect(printed(receiptPaper(receipt, 'zh'))).toMatchInlineSnapshot(`
      [
        "和平社区服务中心",
        "受理回执",
        "",
        "老年优待证办理",
        "AB12-CD34",
        "[https://linli.example/p/AB12CD34]",
        "用手机扫码看办到哪一步。有了结果请您评价。",
        "------------------------------------------------",
        "提交时间  2026年11月26日 09:41",
        "状态      已受理",
        "承诺办结  2026年11月27日 09:41",
        "------------------------------------------------",
        "容缺受理，请补交：",
        "1. 委托书",
        "代办时，请在2026年11月27日 09:41前补交",
      ]
    `);
  });

  it('say that the code comes later where there is none yet', () => {
    expect(printed(receiptPaper({ ...receipt, receipt: null }, 'zh')).join('')).toContain('回执编号等连上站里才有');
  });

  it('name everything that is missing, at once', () => {
    const notice = { ...receipt, missing: receipt.toCome, untilMs: AT + 5 * 86_400_000 };
    expect(printed(noticePaper(notice, 'zh'))).toMatchInlineSnapshot(`
      [
        "和平社区服务中心",
        "一次性告知书",
        "",
        "老年优待证办理",
        "您申请的事项还缺下面的材料，补齐以后就能办。",
        "还要补交：",
        "1. 委托书",
        "代办时，请在2026年11月27日 09:41前补交",
        "请在2026年12月01日 09:41前补交",
        "以上是全部要补的材料，不会再要别的。",
        "------------------------------------------------",
        "AB12-CD34",
        "[https://linli.example/p/AB12CD34]",
        "用手机扫码看办到哪一步。有了结果请您评价。",
      ]
    `);
  });
});

describe('a list of materials', () => {
  it('says what is needed when, and 未提供 where nothing was', () => {
    const item = { name: '老年优待证办理', materials, promised: null, fee: '不收费' };
    expect(printed(materialsPaper({ station: '和平社区', item, day: '2026-11-26' }, 'zh'))).toMatchInlineSnapshot(`
      [
        "和平社区",
        "办事材料清单",
        "",
        "老年优待证办理",
        "请带齐：",
        "1. 居民身份证",
        "2. 户口簿",
        "能查到电子证照的不用带",
        "3. 委托书",
        "代办时要带",
        "------------------------------------------------",
        "承诺时限  未提供",
        "收费      不收费",
        "打印日期  2026年11月26日",
        "拿不准的，先问窗口再跑。",
      ]
    `);
    const none = printed(
      materialsPaper({ station: '和平社区', item: { ...item, materials: null }, day: '2026-11-26' }, 'en'),
    );
    expect(none.join(' ')).toContain(PAPER_WORDS.en['materials.none']);
  });
});

describe('a test page', () => {
  it.each([58, 80] as const)('fills the paper of %d mm', (width) => {
    const rows = layPaper(trialPaper({ station: '站', printer: '大厅', width, atMs: AT }, 'zh'), COLUMNS[width]);
    expect(rows).toContainEqual(
      expect.objectContaining({ text: '1234567890'.repeat(5).slice(0, COLUMNS[width]), size: 1 }),
    );
  });
});

it('every word is there in both languages', () => {
  expect(Object.keys(PAPER_WORDS.en)).toEqual(Object.keys(PAPER_WORDS.zh));
});
