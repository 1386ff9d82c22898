import { useTranslation } from 'react-i18next';
import type { TransmissionState } from '#shared/domain/platforms/transmission';
import type { Shape } from '#renderer/ui/index';

export const TRANSMISSION_SHAPES = {
  waiting: 'outgoing',
  sent: 'done',
  started: 'progress',
  decided: 'done',
  refused: 'due',
  dropped: 'paused',
} as const satisfies Readonly<Record<TransmissionState, Shape>>;

const SAID = ['ok', 'unreachable', 'timeout', 'certificate', 'malformed', 'returned', 'interrupted'] as const;

/** Says what came of an attempt. */
export function useAttemptText(): (code: string) => string {
  const { t } = useTranslation('platforms');
  return (code) => {
    const number = /^http-(\d+)$/.exec(code)?.[1];
    if (number !== undefined)
      return t(number === '401' || number === '403' ? 'code.signature' : 'code.http', { number });
    const known = SAID.find((each) => each === code) ?? 'interrupted';
    return t(`code.${known}`);
  };
}
