import { expect, it } from 'vitest';
import type { CallAnswer, StaffCall, StaffCallsView } from '#shared/ipc/call-api';
import { createDeskCall } from '#renderer/features/calls/desk-call';

const CALL: StaffCall = {
  ...{ id: 'c1', kiosk: '大厅东门', atMs: 1, sinceMs: 1, voice: 'both', state: 'here' },
  ...{ untilMs: 20_000, kioskWaits: true, offer: null },
};

/** A page whose host answers when the test says so. */
function page(answer: CallAnswer = { outcome: 'done' }) {
  let show = (_view: StaffCallsView): void => undefined;
  const acts: string[] = [];
  const track = { stopped: 0, stop: () => (track.stopped += 1) };
  const stream = { getTracks: () => [track], getAudioTracks: () => [track] } as unknown as MediaStream;
  const desk = createDeskCall({
    calls: {
      watch: (_seat, onView) => {
        show = onView;
        return () => undefined;
      },
      act: async (_seat, _call, act) => {
        acts.push(act.kind);
        // The stream is quicker than the answer.
        if (act.kind === 'end') show({ nowMs: 3, calls: [] });
        return answer;
      },
    },
    ...{ seat: 's1', speaker: {} as HTMLAudioElement },
    openMicrophone: async () => ({ ok: true, stream }),
  });
  const tell = (...calls: readonly Partial<StaffCall>[]) =>
    show({ nowMs: 2, calls: calls.map((each) => ({ ...CALL, ...each })) });
  return { desk, tell, acts, track };
}

it('is not ended by a view that was on its way when the call was answered, and is by one without it', async () => {
  const { desk, tell, track } = page();
  tell({});
  await desk.answer('c1');
  expect(desk.state().talk).toMatchObject({ stage: 'connecting', kiosk: '大厅东门' });
  tell({ state: 'here' });
  tell({ state: 'before' });
  expect(desk.state().talk?.stage).toBe('connecting');
  tell({ state: 'talking' });
  expect(desk.state().talk?.stage).toBe('connecting');
  tell();
  expect(desk.state()).toMatchObject({ talk: null, note: { kind: 'hung-up' } });
  expect(track.stopped).toBe(1);
  desk.stop();
});

it('closes the microphone and says why when somebody else was quicker', async () => {
  const { desk, tell, track, acts } = page({ outcome: 'refused', why: 'answered' });
  tell({});
  await desk.answer('c1');
  expect(desk.state()).toMatchObject({ talk: null, isBusy: false, note: { kind: 'refused', why: 'answered' } });
  expect([acts, track.stopped]).toEqual([['answer'], 1]);
  desk.stop();
});

it('does not call its own hanging up that of the other side', async () => {
  const { desk, tell, acts } = page();
  tell({});
  await desk.answer('c1');
  tell({ state: 'talking' });
  await desk.act('c1', 'end');
  expect([desk.state().talk, desk.state().note, acts]).toEqual([null, null, ['answer', 'end']]);
  desk.stop();
});
