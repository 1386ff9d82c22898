import { useTranslation } from 'react-i18next';
import { PhotoPicker } from '../../media/index';
import { Ask } from './Ask';
import { REPORT_PHOTO_LIMIT } from './draft';
import type { ReportSession, ReportState } from './report-session';

interface PhotosAskProps {
  readonly state: ReportState;
  readonly session: ReportSession;
}

/** Photos of what is wrong: each is on this device as soon as it stands here, sealed with time, place and who took it. */
export function PhotosAsk({ state: { draft }, session }: PhotosAskProps) {
  const { t } = useTranslation('incidentReport');
  const count = draft.photos.length;
  return (
    <Ask label={t('field.photos')} note={count === 0 ? undefined : t('photos.count', { count })}>
      {() =>
        draft.grid === null ? (
          <p className="quiet">{t('photos.grid-first')}</p>
        ) : (
          <div role="group" aria-label={t('field.photos')}>
            <PhotoPicker
              photos={draft.photos}
              adding={session.photos}
              limit={REPORT_PHOTO_LIMIT}
              onRemove={(photo) => session.removePhoto(photo)}
            />
            <p className="photos-hint">{t('photos.hint')}</p>
          </div>
        )
      }
    </Ask>
  );
}
