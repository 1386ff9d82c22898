import { useTranslation } from 'react-i18next';
import { addressOf, ErrorNotice, StatusShape } from '#renderer/ui/index';
import { mapPlace } from '../places';
import type { ReshapeStart } from './use-start';

/** Why it cannot be begun now, or was not: beside the button that begins it. */
export function StartNotes({ start: { isOnline, problem } }: { readonly start: ReshapeStart }) {
  const { t } = useTranslation('mapReshape');
  return (
    <>
      {!isOnline && (
        <p className="map-panel-note" role="status">
          <StatusShape shape="paused" /> {t('offline')}
        </p>
      )}
      {problem?.kind === 'refused' && (
        <p className="map-panel-note is-warn" role="alert">
          {t(`refused.${problem.reason}`)}
        </p>
      )}
      {problem?.kind === 'unsure' && (
        <p className="map-panel-note is-warn" role="alert">
          {t('unsure')}
        </p>
      )}
      {problem?.kind === 'failed' && <ErrorNotice error={problem.error} />}
      <ProgressLink />
    </>
  );
}

/** The way to what is under way. */
export function ProgressLink() {
  const { t } = useTranslation('mapReshape');
  return (
    <p className="map-panel-links">
      <a href={addressOf(mapPlace({ tool: 'reshapes' }))}>{t('progress.link')}</a>
    </p>
  );
}
