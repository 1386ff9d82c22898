import { X } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Matter, MatterPhoto } from '#shared/ipc/matters-api';
import { useStation } from '#renderer/data/index';

/** The pictures of a matter, fetched from the station when they are looked at; nothing where there are none. */
export function MatterPhotos({ matter: { id, photos } }: { readonly matter: Matter }) {
  const { t } = useTranslation('matters');
  const [large, setLarge] = useState<{ readonly photo: MatterPhoto; readonly n: number } | null>(null);
  const shown = photos.filter(({ mime }) => mime !== 'application/pdf');
  if (shown.length === 0) return null;
  return (
    <section aria-label={t('photos')}>
      <h3>{t('photos')}</h3>
      <ul className="matter-photos">
        {shown.map((photo, at) => (
          <li key={photo.id}>
            <button type="button" onClick={() => setLarge({ photo, n: at + 1 })}>
              <Picture id={id} photo={photo} part="thumb" label={t('photo.one', { n: at + 1 })} />
            </button>
          </li>
        ))}
      </ul>
      {large && <Large id={id} {...large} onClose={() => setLarge(null)} />}
    </section>
  );
}

interface LargeProps {
  readonly id: string;
  readonly photo: MatterPhoto;
  readonly n: number;
  readonly onClose: () => void;
}

function Large({ id, photo, n, onClose }: LargeProps) {
  const { t } = useTranslation('matters');
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  return (
    <dialog ref={dialog} className="matter-large" aria-label={t('photo.one', { n })} onClose={onClose}>
      <button type="button" className="icon-button" aria-label={t('photo.close')} onClick={onClose}>
        <X size={20} aria-hidden="true" />
      </button>
      <Picture id={id} photo={photo} part="full" label={t('photo.one', { n })} />
    </dialog>
  );
}

interface PictureProps {
  readonly id: string;
  readonly photo: MatterPhoto;
  readonly part: 'full' | 'thumb';
  readonly label: string;
}

/** One picture; words where it has not come to the station yet. */
function Picture({ id, photo, part, label }: PictureProps) {
  const { t } = useTranslation('matters');
  const { matters } = useStation();
  const [state, setState] = useState<{ readonly url: string | null } | null>(null);
  useEffect(() => {
    let url: string | null = null;
    let isCurrent = true;
    matters.photo(id, photo.id, part).then(
      (blob) => {
        if (!isCurrent) return;
        url = URL.createObjectURL(blob);
        setState({ url });
      },
      () => isCurrent && setState({ url: null }),
    );
    return () => {
      isCurrent = false;
      if (url !== null) URL.revokeObjectURL(url);
    };
  }, [matters, id, photo.id, part]);
  if (state?.url) return <img src={state.url} alt={label} width={photo.width} height={photo.height} />;
  return <span className="matter-missing">{state ? t('photo.missing') : label}</span>;
}
