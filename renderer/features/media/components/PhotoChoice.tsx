import { ImageOff } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { PhotoRef } from '#shared/media/photo';
import { useThumbnail } from '../queries';
import '../photo-choice.css';

interface PhotoChoiceProps {
  readonly photos: readonly PhotoRef[];
  /** What they are chosen for. */
  readonly label: string;
  /** Ids of those that are chosen. */
  readonly chosen: readonly string[];
  readonly onChange: (chosen: readonly string[]) => void;
}

/** Small pictures with a box to check upon each. Nothing where there is none. */
export function PhotoChoice({ photos, label, chosen, onChange }: PhotoChoiceProps) {
  if (photos.length === 0) return null;
  return (
    <fieldset className="photo-choice">
      <legend>{label}</legend>
      {photos.map((photo, index) => (
        <Choice
          key={photo.id}
          photo={photo}
          number={index + 1}
          isChosen={chosen.includes(photo.id)}
          onChoose={(isChosen) =>
            onChange(isChosen ? [...chosen, photo.id] : chosen.filter((each) => each !== photo.id))
          }
        />
      ))}
    </fieldset>
  );
}

interface ChoiceProps {
  readonly photo: PhotoRef;
  /** Its place in the row, from 1. */
  readonly number: number;
  readonly isChosen: boolean;
  readonly onChoose: (isChosen: boolean) => void;
}

function Choice({ photo, number, isChosen, onChoose }: ChoiceProps) {
  const { t } = useTranslation('media');
  const picture = useThumbnail(photo);
  return (
    <label>
      <span className="photo-picture">
        {picture.kind === 'shown' ? (
          <img src={picture.url} alt="" draggable={false} />
        ) : (
          picture.kind !== 'fetching' && <ImageOff size={22} strokeWidth={1.5} aria-hidden="true" />
        )}
      </span>
      <span className="photo-check">
        <input type="checkbox" checked={isChosen} onChange={({ target }) => onChoose(target.checked)} />
        {t('choice.photo', { number })}
      </span>
    </label>
  );
}
