import { useTranslation } from 'react-i18next';
import type { Shape } from '#renderer/ui/index';
import type { PhotoStatus } from '#renderer/data/index';
import type { ShownPicture } from './queries';

/** What a picture's state is called, and its shape. */
export interface StateWord {
  readonly shape: Shape;
  readonly word: string;
}

const SHAPES = {
  here: 'outgoing',
  sending: 'progress',
  sent: 'done',
  refused: 'alert',
  fetching: 'progress',
  away: 'offline',
  missing: 'idle',
  closed: 'paused',
  altered: 'alert',
} as const satisfies Readonly<Record<string, Shape>>;

/** Which of these it is: what keeps it from being seen comes before how far it has got. */
export function stateOf(status: PhotoStatus | undefined, picture: ShownPicture): keyof typeof SHAPES {
  if (picture.kind === 'absent') return picture.why;
  if (picture.kind === 'failed') return 'altered';
  switch (status?.kind) {
    case 'draft':
    case 'waiting':
      return 'here';
    case 'sending':
    case 'sent':
    case 'refused':
      return status.kind;
    case 'elsewhere':
    case undefined:
      // What came from the station is there.
      return picture.kind === 'shown' ? 'sent' : 'fetching';
  }
}

/** The words for it. */
export function useStateWord(): (status: PhotoStatus | undefined, picture: ShownPicture) => StateWord {
  const { t } = useTranslation('media');
  return (status, picture) => {
    const state = stateOf(status, picture);
    return { shape: SHAPES[state], word: t(`state.${state}`) };
  };
}

/** A sentence about why there is no picture to look at. */
export function useAbsence(): (picture: ShownPicture, author: string | null) => string {
  const { t } = useTranslation('media');
  return (picture, author) => {
    if (picture.kind !== 'absent') return t(picture.kind === 'failed' ? 'absent.altered' : 'absent.fetching');
    if (picture.why !== 'missing') return t(`absent.${picture.why}`);
    return author === null ? t('absent.missing.someone') : t('absent.missing', { name: author });
  };
}
