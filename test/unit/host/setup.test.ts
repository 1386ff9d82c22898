import { describe, expect, it } from 'vitest';
import { askForManager, askForStation, type Dialogue } from '#main/host/setup';
import { makeRecoveryPair } from '#main/services/secrets/recovery-code';
import { fitsVerifier } from '#main/services/sessions/verifier';

const NOTHING = { station: null, name: null, managerName: null, managerCode: null, grids: null };

/** Answers questions in order; nobody is there once they are used up. */
function talk(
  ...answers: string[]
): Dialogue & { readonly asked: string[]; readonly said: string[]; readonly secret: string[] } {
  const asked: string[] = [];
  const said: string[] = [];
  const secret: string[] = [];
  return {
    asked,
    said,
    secret,
    ask: (question, options) => {
      (options?.secret ? secret : asked).push(question);
      return Promise.resolve(answers.shift() ?? null);
    },
    say: (line) => void said.push(line),
  };
}

describe('setting up a real station', () => {
  it('asks for everything, the passphrase twice and unseen', async () => {
    const dialogue = talk('meiyuan', ' 梅园 ', '3', '陈丽', 'chenl', 'long enough', 'long enough');
    const station = await askForStation(NOTHING, dialogue);
    expect(station).toMatchObject({
      ok: true,
      value: {
        kind: 'station',
        id: 'meiyuan',
        name: '梅园',
        gridCount: 3,
        manager: { code: 'chenl', name: '陈丽', post: 'manager', active: true },
      },
    });
    expect(dialogue.asked).toHaveLength(5);
    expect(dialogue.secret).toHaveLength(2);
    if (!station.ok) throw new Error(station.error);
    expect(await fitsVerifier('long enough', station.value.manager.verifier)).toBe(true);
    expect(JSON.stringify(station.value)).not.toContain('long enough');
  });

  it('asks again until an answer can be used, and says what is wanted', async () => {
    const dialogue = talk(
      '梅园',
      '9',
      'meiyuan',
      '梅园',
      '0',
      '3',
      '陈丽',
      'Chen',
      'chenl',
      'short',
      'long enough',
      'other',
      'long enough',
      'long enough',
    );
    expect(await askForStation(NOTHING, dialogue)).toMatchObject({ ok: true, value: { id: 'meiyuan', gridCount: 3 } });
    expect(dialogue.said).toHaveLength(6);
  });

  it('asks only for the passphrase when the flags say the rest', async () => {
    const dialogue = talk('long enough', 'long enough');
    const given = { station: 'meiyuan', name: '梅园', managerName: '陈丽', managerCode: 'chenl', grids: '3' };
    expect((await askForStation(given, dialogue)).ok).toBe(true);
    expect(dialogue.asked).toEqual([]);
  });

  it('refuses a flag that cannot be used instead of asking', async () => {
    const dialogue = talk();
    expect(await askForStation({ ...NOTHING, station: 'Mei Yuan' }, dialogue)).toMatchObject({
      ok: false,
      error: expect.stringContaining('站点代号') as unknown,
    });
    expect(dialogue.asked).toEqual([]);
  });

  it('ends when nobody answers', async () => {
    expect(await askForStation(NOTHING, talk('meiyuan'))).toMatchObject({ ok: false });
    expect(await askForStation(NOTHING, talk('meiyuan', '梅园', '3', '陈丽', 'chenl', 'long enough'))).toMatchObject({
      ok: false,
    });
  });
});

describe('making somebody a manager', () => {
  it('asks for the recovery code unseen, until it can be one, and for the rest', async () => {
    const { code } = makeRecoveryPair();
    const dialogue = talk('not a code', code, 'chenl', '陈丽', 'chenlchenl', 'long enough', 'long enough');
    expect(await askForManager(dialogue)).toEqual({
      ok: true,
      value: { recoveryCode: code, code: 'chenl', name: '陈丽', passphrase: 'long enough' },
    });
    expect(dialogue.secret).toHaveLength(5);
    // The code that is none, and a passphrase that is the staff code.
    expect(dialogue.said).toHaveLength(2);
  });

  it('ends when nobody answers', async () => {
    expect(await askForManager(talk(makeRecoveryPair().code, 'chenl'))).toMatchObject({ ok: false });
  });
});
