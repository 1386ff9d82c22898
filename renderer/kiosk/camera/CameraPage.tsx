import { useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { BigButton } from '../frame/BigButton';
import { Screen } from '../frame/Screen';
import { stillOf } from './still';
import './camera.css';

interface CameraPageProps {
  readonly part: string;
  /** What is photographed. */
  readonly what: string;
  readonly onTaken: (jpeg: Blob) => void;
  readonly onBack: () => void;
}

type View = 'opening' | 'on' | 'missing' | 'refused';

/** A camera and one large press; the photo is looked at before it counts. The camera is off as soon as the page is left. */
export function CameraPage({ part, what, onTaken, onBack }: CameraPageProps) {
  const { t } = useTranslation('kioskCamera');
  const [taken, setTaken] = useState<{ readonly jpeg: Blob; readonly url: string } | null>(null);
  useEffect(() => () => void (taken && URL.revokeObjectURL(taken.url)), [taken]);
  const take = useCallback((jpeg: Blob) => setTaken({ jpeg, url: URL.createObjectURL(jpeg) }), []);
  if (taken)
    return (
      <Screen part={part} title={t('look.title')} sub={t('look.sub')} onBack={onBack}>
        <div className="kiosk-camera">
          <img src={taken.url} alt={t('taken.label')} />
          <div className="kiosk-actions">
            <BigButton icon="again" className="is-strong" onPress={() => setTaken(null)}>
              {t('again')}
            </BigButton>
            <BigButton look="main" icon="paper" onPress={() => onTaken(taken.jpeg)}>
              {t('use')}
            </BigButton>
          </div>
        </div>
      </Screen>
    );
  return <Viewfinder part={part} what={what} onStill={take} onBack={onBack} />;
}

interface ViewfinderProps extends Pick<CameraPageProps, 'part' | 'what' | 'onBack'> {
  readonly onStill: (jpeg: Blob) => void;
}

function Viewfinder({ part, what, onStill, onBack }: ViewfinderProps) {
  const { t } = useTranslation('kioskCamera');
  const video = useRef<HTMLVideoElement>(null);
  const [view, setView] = useState<View>('opening');
  useEffect(() => {
    let isWanted = true;
    let stream: MediaStream | null = null;
    const open = async () => {
      if (!navigator.mediaDevices) return setView('missing');
      try {
        stream = await navigator.mediaDevices.getUserMedia({
          video: { facingMode: 'environment', width: { ideal: 1920 }, height: { ideal: 1080 } },
        });
        const { current } = video;
        if (!isWanted || !current) return stream.getTracks().forEach((track) => track.stop());
        current.srcObject = stream;
        // A camera that is pulled out says so.
        stream.getVideoTracks()[0]?.addEventListener('ended', () => isWanted && setView('missing'));
        await current.play();
        setView('on');
      } catch (thrown) {
        if (isWanted) setView((thrown as DOMException).name === 'NotFoundError' ? 'missing' : 'refused');
      }
    };
    void open();
    return () => {
      isWanted = false;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  const take = async () => {
    const jpeg = video.current && (await stillOf(video.current));
    if (jpeg) onStill(jpeg);
  };
  const isOff = view === 'missing' || view === 'refused';
  return (
    <Screen part={part} title={t('title', { what })} sub={isOff ? undefined : t('sub')} onBack={onBack}>
      <div className="kiosk-camera">
        {isOff && (
          <p className="kiosk-note" role="alert">
            {t(view)}
          </p>
        )}
        {view === 'opening' && <p className="kiosk-note">{t('opening')}</p>}
        <video ref={video} muted playsInline hidden={view !== 'on'} aria-label={t('view.label')} />
        <div className="kiosk-actions">
          {isOff ? (
            <BigButton look="main" onPress={onBack}>
              {t('without')}
            </BigButton>
          ) : (
            <BigButton look="main" icon="camera" disabled={view !== 'on'} onPress={take}>
              {t('take')}
            </BigButton>
          )}
        </div>
      </div>
    </Screen>
  );
}
