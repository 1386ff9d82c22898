import { describe, expect, it } from 'vitest';
import { createListPages, PAGE_ROWS, type ListQuestion } from '#renderer/data/register/list-pages';
import type { ListPage, ListQuery, PersonRow } from '#renderer/data/register/types';
import { until } from '#test/support/device';

const question = (text: string): ListQuestion<'person'> => ({
  kind: 'person',
  filter: { text },
  sort: { by: 'name', descending: false },
  today: '2026-11-23',
});

/** A register of so many people, whose answers come when the test lets them. */
function slowRegister(total: number) {
  const held: { readonly query: ListQuery; answer(): void; fail(): void }[] = [];
  let label = 'first';
  return {
    held,
    change: (to: string) => (label = to),
    register: {
      list: (query: ListQuery) =>
        new Promise<ListPage<never>>((resolve, reject) => {
          const now = label;
          const answer = () => {
            const { offset, limit, filter } = query;
            const rows = Array.from({ length: Math.max(0, Math.min(limit, total - offset)) }, (_, at) => ({
              name: `${filter.text ?? ''} ${now} ${offset + at}`,
            }));
            resolve({ rows: rows as unknown as readonly never[], total, version: 1 });
          };
          held.push({ query, answer, fail: () => reject(new Error('gone')) });
        }),
    } as unknown as Parameters<typeof createListPages>[0],
    answerAll() {
      for (const each of held.splice(0)) each.answer();
    },
  };
}

const nameAt = (row: PersonRow | undefined) => row?.name;

describe('pages of a list', () => {
  it('are fetched as they come into view, each once', async () => {
    const slow = slowRegister(1000);
    const pages = createListPages<'person'>(slow.register);
    expect(pages.read()).toMatchObject({ total: undefined, isRenewing: true });
    pages.ask(question('王'));
    expect(slow.held.map(({ query }) => query.offset)).toEqual([0]);
    slow.answerAll();
    await until(() => pages.read().total === 1000);
    expect(nameAt(pages.read().rowAt(99))).toBe('王 first 99');
    expect(pages.read().rowAt(450)).toBeUndefined();
    pages.show(440, 520);
    pages.show(450, 530);
    expect(slow.held.map(({ query }) => query.offset)).toEqual([4 * PAGE_ROWS, 5 * PAGE_ROWS]);
    slow.answerAll();
    await until(() => pages.read().rowAt(520) !== undefined);
    expect(nameAt(pages.read().rowAt(450))).toBe('王 first 450');
  });

  it('keep the former answer until the new one has come, and take no late one', async () => {
    const slow = slowRegister(300);
    const pages = createListPages<'person'>(slow.register);
    pages.ask(question('王'));
    slow.answerAll();
    await until(() => pages.read().total === 300);
    pages.ask(question('李'));
    const [late] = slow.held.splice(0);
    expect([pages.read().isRenewing, nameAt(pages.read().rowAt(0))]).toEqual([true, '王 first 0']);
    pages.ask(question('张'));
    slow.answerAll();
    await until(() => !pages.read().isRenewing);
    late?.answer();
    await Promise.resolve();
    expect(nameAt(pages.read().rowAt(0))).toBe('张 first 0');
  });

  it('are renewed where they are in view when records have changed', async () => {
    const slow = slowRegister(1000);
    const pages = createListPages<'person'>(slow.register);
    pages.ask(question('王'));
    slow.answerAll();
    await until(() => pages.read().total === 1000);
    pages.show(300, 320);
    slow.answerAll();
    await until(() => pages.read().rowAt(300) !== undefined);
    slow.change('second');
    pages.ask(question('王'));
    expect(slow.held.map(({ query }) => query.offset)).toEqual([0, 300]);
    slow.answerAll();
    await until(() => nameAt(pages.read().rowAt(300)) === '王 second 300');
  });

  it('try again what did not come when it is looked at again', async () => {
    const slow = slowRegister(1000);
    const pages = createListPages<'person'>(slow.register);
    pages.ask(question('王'));
    slow.answerAll();
    await until(() => pages.read().total === 1000);
    pages.show(700, 720);
    slow.held.splice(0).forEach(({ fail }) => fail());
    await until(() => {
      pages.show(700, 720);
      return slow.held.length > 0;
    });
    slow.answerAll();
    await until(() => pages.read().rowAt(700) !== undefined);
  });
});
