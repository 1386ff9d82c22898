const DIGITS = ['0', '1', '2', '3', '4', '5', '6', '7', '8', '9'] as const;
const LETTERS = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZ'];
/** 请, 号, 到, 十, 号窗口. */
const WORDS = ['please', 'number', 'to', 'ten', 'window'] as const;

/** Names of the clips that a call is put together from, without their endings; `chime` takes the place of the two tones. */
export const CLIP_NAMES: readonly string[] = ['chime', ...WORDS, ...DIGITS, ...LETTERS];

/** What is said for a call, clip by clip: 请 A 0 2 3 号 到 3 号窗口. Windows from 10 on are said as numbers: 十二, 三十. */
export function spokenClips({
  number,
  counter,
}: {
  readonly number: string;
  readonly counter: string;
}): readonly string[] {
  return ['please', ...number, 'number', 'to', ...windowClips(Number(counter)), 'window'];
}

function windowClips(window: number): readonly string[] {
  const [tens, ones] = [Math.floor(window / 10), window % 10];
  return [
    ...(tens > 1 ? [String(tens)] : []),
    ...(tens > 0 ? ['ten'] : []),
    ...(ones > 0 || tens === 0 ? [String(ones)] : []),
  ];
}
