import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CameraPage } from '../camera/CameraPage';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { Scroll } from '../frame/Scroll';
import type { Photos } from './photos';
import './hand-in.css';

interface PhotosPageProps {
  readonly part: string;
  readonly title: string;
  readonly sub?: string | undefined;
  /** What the photos are of. */
  readonly of: string;
  readonly what: string;
  readonly photos: Photos;
  readonly most: number;
  /** What it is called to go on without one. */
  readonly without: string;
  readonly onNext: () => void;
  readonly onBack: () => void;
}

/** Photos of one thing: take, look, drop, go on. */
export function PhotosPage({ part, title, sub, of, what, photos, most, without, onNext, onBack }: PhotosPageProps) {
  const { t } = useTranslation('kioskHandIn');
  const [isTaking, setTaking] = useState(false);
  const own = photos.photos.filter((photo) => photo.of === of);
  const isFull = photos.photos.length >= most;
  if (isTaking)
    return (
      <CameraPage
        part={part}
        what={what}
        onBack={() => setTaking(false)}
        onTaken={(jpeg) => {
          photos.add(of, jpeg);
          setTaking(false);
        }}
      />
    );
  return (
    <Screen part={part} title={title} sub={sub} onBack={onBack}>
      <div className="kiosk-photos">
        {own.length > 0 && (
          <Scroll>
            <ul>
              {own.map(({ form, url }, index) => (
                <li key={form}>
                  <img src={url} alt={t('photo.label', { number: index + 1 })} />
                  <BigButton icon="erase" onPress={() => photos.remove(form)}>
                    {t('photo.remove')}
                  </BigButton>
                </li>
              ))}
            </ul>
          </Scroll>
        )}
        {isFull && <p className="kiosk-note">{t('photo.full')}</p>}
        <div className="kiosk-actions">
          {!isFull && (
            <BigButton
              icon="camera"
              {...(own.length === 0 ? { look: 'main' as const } : { className: 'is-strong' })}
              onPress={() => setTaking(true)}
            >
              {own.length === 0 ? t('photo.take') : t('photo.more')}
            </BigButton>
          )}
          <BigButton {...(own.length === 0 ? { className: 'is-strong' } : { look: 'main' as const })} onPress={onNext}>
            {own.length === 0 ? without : t('photo.done')}
          </BigButton>
        </div>
      </div>
    </Screen>
  );
}
