import { describe, expect, it } from 'vitest';
import { inOrder, movedBy, orderAtEnd, withoutPhrase, withPhrase } from '#shared/domain/phrases/note';
import { phraseSchema } from '#shared/schema/types/phrase';

const at = (uid: string, order: number) => ({ uid, question: 'safety', order }) as const;

describe('a phrase put into a note', () => {
  it.each([
    ['', '精神好', '精神好'],
    ['   ', '精神好', '精神好'],
    ['膝盖疼', '已登记', '膝盖疼，已登记'],
    ['膝盖疼。', '已登记', '膝盖疼。已登记'],
    ['膝盖疼，', '已登记', '膝盖疼，已登记'],
    ['膝盖疼\n', '已登记', '膝盖疼，已登记'],
    ['Knee hurts.', 'Told the family', 'Knee hurts.Told the family'],
  ])('%j and %j become %j', (note, phrase, wanted) => {
    expect(withPhrase(note, phrase)).toBe(wanted);
  });

  it('is taken out again by the same press, and leaves the rest as it was', () => {
    for (const note of ['', '膝盖疼', '膝盖疼。'])
      expect(withoutPhrase(withPhrase(note, '已登记'), '已登记')).toBe(note);
    const both = withPhrase(withPhrase('', '精神好'), '已登记');
    expect(withoutPhrase(both, '精神好')).toBe('已登记');
    expect(withoutPhrase('膝盖疼', '没有的')).toBe('膝盖疼');
  });
});

describe('the order of phrases', () => {
  it('is theirs by number, and by age for two of one number', () => {
    expect(inOrder([at('c', 20), at('b', 10), at('a', 20)]).map(({ uid }) => uid)).toEqual(['b', 'a', 'c']);
  });

  it('puts a new one last', () => {
    expect(orderAtEnd([])).toBe(10);
    expect(orderAtEnd([at('a', 10), at('b', 40)])).toBe(50);
  });

  it('changes as little as a move needs', () => {
    const three = [at('a', 10), at('b', 20), at('c', 30)];
    expect(movedBy(three, 'c', -1)).toEqual([
      { uid: 'c', order: 20 },
      { uid: 'b', order: 30 },
    ]);
    expect(movedBy(three, 'a', -1)).toEqual([]);
    expect(movedBy(three, 'c', 1)).toEqual([]);
  });

  it('comes apart where two devices gave two phrases one number', () => {
    const moved = movedBy([at('a', 10), at('b', 10), at('c', 10)], 'c', -1);
    expect(moved).toEqual([
      { uid: 'c', order: 20 },
      { uid: 'b', order: 30 },
    ]);
  });
});

describe('a phrase', () => {
  it('has a text of 1 to 120 characters', () => {
    const text = phraseSchema.shape.text;
    expect([text.safeParse('').success, text.safeParse('好'.repeat(120)).success]).toEqual([false, true]);
    expect(text.safeParse('好'.repeat(121)).success).toBe(false);
  });
});
