import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Attempt, FormState } from '#renderer/data/forms/kept-form';
import { openKeptForm } from '#renderer/data/forms/kept-form';
import type { Drafts } from '#renderer/data/types';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

interface Words {
  readonly text: string;
  readonly day: string;
}
interface WordsState extends FormState<Words, 'short'> {
  readonly problems: readonly 'short'[];
  readonly sending: Attempt;
}

/** A form over a disk that holds rows by form and subject, and may be full. */
function setUp() {
  const disk = new Map<string, unknown>();
  let isFull = false;
  const drafts: Pick<Drafts, 'save' | 'discard'> = {
    async save({ subject, ...row }) {
      if (isFull) throw new Error('full');
      disk.set(`${row.form} ${subject}`, row);
      return { ...row, id: subject, savedAtMs: 1000 };
    },
    async discard(form, subject) {
      disk.delete(`${form} ${subject}`);
    },
  };
  const form = openKeptForm<Words, 'short', WordsState>({
    drafts,
    form: { id: 'words', version: 3 },
    subject: 'somebody',
    startedAtMs: () => 500,
    problemsOf: ({ text }) => (text.length < 3 ? ['short'] : []),
    first: { draft: { text: '', day: '' }, saving: { kind: 'untouched' }, problems: [], sending: { kind: 'no' } },
  });
  return { form, kept: () => disk.get('words somebody'), fill: (full: boolean) => (isFull = full) };
}

describe('a form on the device', () => {
  it('is on the disk a moment after a change, as what it is and with what it says by then', async () => {
    const { form, kept } = setUp();
    const said = vi.fn();
    form.subscribe(said);
    form.put({ text: 'a' });
    form.put({ text: 'ab' });
    expect(form.state()).toMatchObject({ draft: { text: 'ab', day: '' }, saving: { kind: 'saving' } });
    expect(kept()).toBeUndefined();
    await vi.advanceTimersByTimeAsync(250);
    expect(kept()).toEqual({ form: 'words', formVersion: 3, startedAtMs: 500, value: { text: 'ab', day: '' } });
    expect(form.state().saving).toEqual({ kind: 'saved', savedAtMs: 1000 });
    expect(said).toHaveBeenCalled();
  });

  it('says what is wrong from the first try on, and until it is mended', () => {
    const { form } = setUp();
    form.put({ text: 'a' });
    expect(form.state().problems).toEqual([]);
    form.set({ problems: ['short'] });
    form.put({ day: 'today' });
    expect(form.state().problems).toEqual(['short']);
    form.put({ text: 'abc' });
    expect(form.state().problems).toEqual([]);
  });

  it('throws why the disk has not got it, where somebody waits for that', async () => {
    const { form, fill, kept } = setUp();
    fill(true);
    await expect(form.putNow({ text: 'abc' })).rejects.toThrow('full');
    expect(form.state()).toMatchObject({ draft: { text: 'abc' }, saving: { kind: 'failed' } });
    fill(false);
    await form.putNow({});
    expect(kept()).toMatchObject({ value: { text: 'abc' } });
  });

  it('comes back by no late save once it is thrown away', async () => {
    const { form, kept } = setUp();
    await form.putNow({ text: 'abc' });
    form.put({ text: 'abcd' });
    await form.discard();
    await vi.advanceTimersByTimeAsync(1000);
    expect(kept()).toBeUndefined();
  });

  it('says nothing any more once it has ended, and still brings to disk what was typed', async () => {
    const { form, kept } = setUp();
    form.put({ text: 'abc' });
    form.end();
    const said = vi.fn();
    form.subscribe(said);
    await form.flush();
    expect(kept()).toMatchObject({ value: { text: 'abc' } });
    expect(said).not.toHaveBeenCalled();
  });
});
