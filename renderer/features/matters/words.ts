import { useTranslation } from 'react-i18next';
import { dateAtStation } from '#shared/domain/calendar/date';
import { momentText, useLanguage, type Shape } from '#renderer/ui/index';
import { useNow } from '../people/index';

/** Says when something was or is due. */
export function useMoment(): (atMs: number) => string {
  const language = useLanguage();
  const nowMs = useNow();
  return (atMs) => momentText(atMs, dateAtStation(nowMs), language);
}

/** States that a matter of a department can be in. */
const STATES = ['dispatched', 'handling', 'handled', 'verified', 'closed', 'rejected', 'duplicate'] as const;
const SHAPES: Readonly<Record<(typeof STATES)[number], Shape>> = {
  dispatched: 'idle',
  handling: 'progress',
  handled: 'progress',
  verified: 'progress',
  closed: 'done',
  rejected: 'paused',
  duplicate: 'paused',
};

/** The word and shape of a state; one that this build does not know stands as it is. */
export function useStateWord(): (state: string) => { readonly word: string; readonly shape: Shape } {
  const { t } = useTranslation('matters');
  return (state) => {
    const known = STATES.find((each) => each === state);
    return known ? { word: t(`state.${known}`), shape: SHAPES[known] } : { word: state, shape: 'idle' };
  };
}
