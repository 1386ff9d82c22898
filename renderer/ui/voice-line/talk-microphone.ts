/** Why nothing can be said here. */
export type TalkTrouble = 'unsupported' | 'denied' | 'no-microphone' | 'busy';

export type TalkMicrophone =
  { readonly ok: true; readonly stream: MediaStream } | { readonly ok: false; readonly trouble: TalkTrouble };

/** A permission that nobody is there to give, or a device that hangs, counts as no microphone. */
const PATIENCE_MS = 8000;

/** What somebody at a loudspeaker needs: without it the other side hears itself. */
const SOUND = { echoCancellation: true, noiseSuppression: true, autoGainControl: true, channelCount: 1 } as const;

/** Opens the microphone for talking; never throws. Opened too late it is closed again. */
export async function openTalkMicrophone(): Promise<TalkMicrophone> {
  // A page that did not come safely has no devices at all, whatever the types say.
  const devices = (navigator as { readonly mediaDevices?: MediaDevices }).mediaDevices;
  if (!devices) return { ok: false, trouble: 'unsupported' };
  let isOver: 'in-time' | 'late' | null = null;
  const asked = devices.getUserMedia({ audio: SOUND, video: false }).then(
    (stream): TalkMicrophone => {
      if (isOver === 'late') for (const track of stream.getTracks()) track.stop();
      isOver ??= 'in-time';
      return { ok: true, stream };
    },
    (thrown: unknown): TalkMicrophone => ({ ok: false, trouble: troubleOf(thrown) }),
  );
  const late = new Promise<TalkMicrophone>((resolve) =>
    setTimeout(() => {
      isOver ??= 'late';
      resolve({ ok: false, trouble: 'busy' });
    }, PATIENCE_MS),
  );
  return Promise.race([asked, late]);
}

function troubleOf(thrown: unknown): TalkTrouble {
  switch (thrown instanceof Error ? thrown.name : '') {
    case 'NotFoundError':
    case 'OverconstrainedError':
      return 'no-microphone';
    case 'NotAllowedError':
    case 'SecurityError':
      return 'denied';
    default:
      return 'busy';
  }
}
