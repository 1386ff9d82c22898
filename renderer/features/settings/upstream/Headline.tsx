import { Button } from 'antd';
import { RefreshCw } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UpstreamView } from '#shared/ipc/upstream-api';
import { useStation } from '#renderer/data/index';
import { ErrorNotice, momentText, StatusShape, useLanguage } from '#renderer/ui/index';
import { useToday } from '../../people/index';
import { STANDING_SHAPES, standingOf } from './standing';

interface HeadlineProps {
  readonly view: UpstreamView;
  readonly maySet: boolean;
  readonly onChanged: () => void;
}

/** How it stands in a sentence, what that means, and what to do. */
export function Headline({ view, maySet, onChanged }: HeadlineProps) {
  const { t } = useTranslation('upstream');
  const { admin } = useStation();
  const language = useLanguage();
  const today = useToday();
  const [failure, setFailure] = useState<{ readonly error: unknown } | null>(null);
  const standing = standingOf(view);
  const moment = (ms: number) => momentText(ms, today, language);
  const isWaiting = standing.kind === 'trouble' || standing.kind === 'part' || standing.kind === 'left';
  const tryNow = async () => {
    setFailure(null);
    try {
      await admin.upstreamNow();
      onChanged();
    } catch (error) {
      setFailure({ error });
    }
  };
  return (
    <header className="upstream-headline">
      <h2 aria-live="polite">
        <StatusShape shape={STANDING_SHAPES[standing.kind]} size={18} />
        {standing.kind === 'trouble' && t(`trouble.${standing.trouble}`)}
        {(standing.kind === 'part' || standing.kind === 'left') &&
          t(`state.${standing.kind}`, { count: standing.count })}
        {(standing.kind === 'none' ||
          standing.kind === 'off' ||
          standing.kind === 'asking' ||
          standing.kind === 'current') &&
          t(`state.${standing.kind}`)}
      </h2>
      {standing.kind === 'trouble' && (
        <>
          <p>{t(`trouble.${standing.trouble}.do`)}</p>
          <p className="quiet">
            {[
              view.troubleSinceMs !== null && t('since', { moment: moment(view.troubleSinceMs) }),
              standing.left > 0 && t('waiting', { count: standing.left }),
              view.nextTryAtMs !== null && t('next', { moment: moment(view.nextTryAtMs) }),
            ]
              .filter(Boolean)
              .join(language === 'en' ? ' ' : '')}
          </p>
        </>
      )}
      {standing.kind === 'current' && <p>{t('state.current.text', { moment: moment(standing.atMs) })}</p>}
      {(standing.kind === 'none' ||
        standing.kind === 'off' ||
        standing.kind === 'part' ||
        standing.kind === 'left') && <p>{t(`state.${standing.kind}.text`)}</p>}
      {view.madeAnewAtMs !== null && <p className="quiet">{t('anew', { moment: moment(view.madeAnewAtMs) })}</p>}
      {maySet && isWaiting && (
        <Button icon={<RefreshCw size={16} aria-hidden="true" />} onClick={() => void tryNow()}>
          {t('now')}
        </Button>
      )}
      {failure && <ErrorNotice error={failure.error} />}
    </header>
  );
}
