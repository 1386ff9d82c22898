import { Button } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusShape, timeText, useLayout, type Shape } from '#renderer/ui/index';
import type { SaveState } from '#renderer/data/index';
import './form-bar.css';

interface FormBarProps {
  readonly saving: SaveState;
  readonly isResumed: boolean;
  /** Pictures that go with it. */
  readonly photos?: number;
  readonly isRunning: boolean;
  /** Which keys do the same. */
  readonly hint: string;
  /** What the main button is called. */
  readonly complete: string;
  readonly onLeave: () => void;
  readonly onComplete: () => void;
}

/** Below a form whose draft is kept: what is saved and where, then the two ways on, the main one at the thumb. */
export function FormBar({
  saving,
  isResumed,
  photos = 0,
  isRunning,
  hint,
  complete,
  onLeave,
  onComplete,
}: FormBarProps) {
  const { t } = useTranslation('visits');
  const size = useLayout() === 'medium' ? 'middle' : 'large';
  return (
    <footer className="form-foot">
      <SaveWords saving={saving} isResumed={isResumed} photos={photos} />
      <span className="form-foot-hint">{hint}</span>
      <Button size={size} onClick={onLeave} disabled={isRunning}>
        {t('later')}
      </Button>
      <Button size={size} type="primary" onClick={onComplete} loading={isRunning}>
        {complete}
      </Button>
    </footer>
  );
}

const SHAPES: Readonly<Record<SaveState['kind'], Shape>> = {
  untouched: 'idle',
  saving: 'progress',
  saved: 'done',
  failed: 'alert',
};

interface SaveWordsProps {
  readonly saving: SaveState;
  readonly isResumed: boolean;
  readonly photos: number;
}

function SaveWords({ saving, isResumed, photos }: SaveWordsProps) {
  const { t } = useTranslation('visits');
  const [wasTouched, setWasTouched] = useState(false);
  if (saving.kind === 'saving' && !wasTouched) setWasTouched(true);
  const shown = useCalm(saving);
  const detail = () => {
    switch (shown.kind) {
      case 'untouched':
        return t('save.untouched.text');
      case 'saving':
        return '';
      case 'saved':
        return isResumed && !wasTouched
          ? t('save.resumed')
          : photos > 0
            ? t('save.saved.photos', { time: timeText(shown.savedAtMs, { seconds: true }), count: photos })
            : t('save.saved.text', { time: timeText(shown.savedAtMs, { seconds: true }) });
      case 'failed':
        return t('save.failed.text');
    }
  };
  return (
    <div className={`save-words is-${shown.kind}`} role={shown.kind === 'failed' ? 'alert' : undefined}>
      <StatusShape shape={SHAPES[shown.kind]} size={26} />
      <div>
        <b>{t(`save.${shown.kind}`)}</b>
        <small>{detail()}</small>
      </div>
    </div>
  );
}

/** "Saved" is shown once typing rests, so that the words do not flicker under somebody's fingers. */
const REST_MS = 300;

function useCalm(saving: SaveState): SaveState {
  const [shown, setShown] = useState(saving);
  useEffect(() => {
    const timer = setTimeout(() => setShown(saving), saving.kind === 'saved' ? REST_MS : 0);
    return () => clearTimeout(timer);
  }, [saving]);
  // Words that are no longer true go at once.
  return shown.kind === 'saved' && saving.kind !== 'saved' ? saving : shown;
}
