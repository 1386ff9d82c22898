import { useTranslation } from 'react-i18next';
import { PhotoPicker } from '../../../media/index';
import { PHOTO_LIMIT, type VisitSession } from '../../visit-session';
import { Question } from './Question';
import type { QuestionProps } from './VisitForm';

interface PhotosQuestionProps extends Pick<QuestionProps, 'state'> {
  readonly session: VisitSession;
}

/** Photos of what was seen. Each is on this device as soon as it stands here. */
export function PhotosQuestion({ state: { draft }, session }: PhotosQuestionProps) {
  const { t } = useTranslation('visits');
  const count = draft.photos.length;
  return (
    <Question label={count === 0 ? t('field.photos') : t('field.photos.count', { count })} tall>
      {() => (
        <div role="group" aria-label={t('field.photos')}>
          <PhotoPicker
            photos={draft.photos}
            adding={session.photos}
            limit={PHOTO_LIMIT}
            onRemove={(photo) => session.removePhoto(photo)}
          />
        </div>
      )}
    </Question>
  );
}
