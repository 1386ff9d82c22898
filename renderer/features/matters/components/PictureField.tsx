import { ImagePlus, X } from 'lucide-react';
import { useId, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { MATTER_PHOTOS } from '#shared/ipc/matters-api';
import type { MatterStepSession } from '../step-session';

interface PictureFieldProps {
  readonly session: MatterStepSession;
  readonly error: string | null;
}

/** Pictures of what was done; they lie on this device until the step is handed in. */
export function PictureField({ session, error }: PictureFieldProps) {
  const { t } = useTranslation('matters');
  const inputId = useId();
  const { draft, pictures, isAdding } = useSyncExternalStore(session.subscribe, session.state);
  const isFull = draft.photos.length >= MATTER_PHOTOS;
  return (
    <div role="group" aria-label={t('field.photos')}>
      <ul className="matter-photos">
        {draft.photos.map(({ id }, at) => {
          const picture = pictures.get(id);
          return (
            <li key={id}>
              {picture && <img src={`data:image/jpeg;base64,${picture.thumb}`} alt="" />}
              <button
                type="button"
                className="icon-button"
                aria-label={t('photos.remove', { n: at + 1 })}
                onClick={() => void session.removePicture(id)}
              >
                <X size={16} aria-hidden="true" />
              </button>
            </li>
          );
        })}
      </ul>
      {!isFull && (
        <div className="matter-add">
          <input
            id={inputId}
            className="visually-hidden"
            type="file"
            accept="image/*"
            multiple
            disabled={isAdding}
            onChange={({ target }) => {
              void session.addPictures([...(target.files ?? [])]);
              target.value = '';
            }}
          />
          <label htmlFor={inputId} className="matter-add-label">
            <ImagePlus size={16} aria-hidden="true" />
            {t(isAdding ? 'photos.adding' : 'photos.add')}
          </label>
        </div>
      )}
      {error !== null && (
        <p className="field-error" role="alert">
          {error}
        </p>
      )}
    </div>
  );
}
