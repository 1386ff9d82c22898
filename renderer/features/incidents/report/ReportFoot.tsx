import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { StatusShape, timeText, useLayout, type Shape } from '#renderer/ui/index';
import type { SaveState } from '#renderer/data/index';
import type { ReportState } from './report-session';

interface ReportFootProps {
  readonly state: ReportState;
  readonly onLeave: () => void;
  readonly onDiscard: () => void;
  readonly onSend: () => void;
}

const SHAPES: Readonly<Record<SaveState['kind'], Shape>> = {
  untouched: 'idle',
  saving: 'progress',
  saved: 'done',
  failed: 'alert',
};

/** What is saved and where, then the ways on, the main one at the thumb. Throwing away asks once. */
export function ReportFoot({ state, onLeave, onDiscard, onSend }: ReportFootProps) {
  const { t } = useTranslation('incidentReport');
  const size = useLayout() === 'medium' ? 'middle' : 'large';
  const [isAsking, setIsAsking] = useState(false);
  const { saving, sending, isResumed, draft } = state;
  const isRunning = sending.kind === 'running';
  if (isAsking) {
    return (
      <footer className="report-foot" role="group" aria-label={t('discard.question')}>
        <p className="report-question">{t('discard.question')}</p>
        <Button size={size} autoFocus onClick={() => setIsAsking(false)}>
          {t('discard.no')}
        </Button>
        <Button size={size} danger onClick={onDiscard}>
          {t('discard.yes')}
        </Button>
      </footer>
    );
  }
  const detail = () => {
    switch (saving.kind) {
      case 'untouched':
        return t('save.untouched.text');
      case 'saving':
        return '';
      case 'saved': {
        const time = timeText(saving.savedAtMs, { seconds: true });
        const count = draft.photos.length;
        return count > 0 ? t('save.saved.photos', { time, count }) : t('save.saved.text', { time });
      }
      case 'failed':
        return t('save.failed.text');
    }
  };
  return (
    <footer className="report-foot">
      <div className={`report-save is-${saving.kind}`} role={saving.kind === 'failed' ? 'alert' : undefined}>
        <StatusShape shape={SHAPES[saving.kind]} size={26} />
        <div>
          <b>{t(`save.${saving.kind}`)}</b>
          <small>{isResumed && saving.kind === 'saved' ? t('save.resumed') : detail()}</small>
        </div>
      </div>
      {saving.kind !== 'untouched' && (
        <Button size={size} type="text" onClick={() => setIsAsking(true)} disabled={isRunning}>
          {t('discard')}
        </Button>
      )}
      <Button size={size} onClick={onLeave} disabled={isRunning}>
        {t('later')}
      </Button>
      <Button size={size} type="primary" onClick={onSend} loading={isRunning}>
        {t('send')}
      </Button>
    </footer>
  );
}
