import { Button } from 'antd';
import { PhoneCall } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { DeskCall, Talk } from './desk-call';

interface TalkRowProps {
  readonly desk: DeskCall;
  readonly talk: Talk;
  readonly isAway: boolean;
  readonly isBusy: boolean;
}

/** The call in which this page talks. */
export function TalkRow({ desk, talk, isAway, isBusy }: TalkRowProps) {
  const { t } = useTranslation('calls');
  const { id, stage, isMuted, hears, sinceMs } = talk;
  const kiosk = talk.kiosk ?? t('kiosk.unknown');
  return (
    <aside className={`call-bar is-talk is-${stage}`} aria-label={t('talk.label')} data-stage={stage}>
      <PhoneCall size={18} aria-hidden="true" />
      <span className="call-words" role="status">
        <b>{t(`talk.${stage}`, { kiosk })}</b>
        {stage === 'talking' && !hears && <small>{t('talk.unheard')}</small>}
        {isAway && <small>{t('talk.away')}</small>}
      </span>
      {sinceMs !== null && stage !== 'broken' && <Time sinceMs={sinceMs} />}
      <span className="call-deeds">
        {(stage === 'talking' || stage === 'shaky') && (
          <Button aria-pressed={isMuted} onClick={() => desk.mute(!isMuted)}>
            {t(isMuted ? 'deed.unmute' : 'deed.mute')}
          </Button>
        )}
        <Button
          type={stage === 'broken' || !hears ? 'primary' : 'default'}
          disabled={isBusy}
          onClick={() => void desk.act(id, 'come')}
        >
          {t('deed.come')}
        </Button>
        <Button danger onClick={() => void desk.act(id, 'end')}>
          {t('deed.end')}
        </Button>
      </span>
    </aside>
  );
}

function Time({ sinceMs }: { readonly sinceMs: number }) {
  const { t } = useTranslation('calls');
  const [nowMs, setNow] = useState(() => performance.now());
  useEffect(() => {
    const timer = setInterval(() => setNow(performance.now()), 1000);
    return () => clearInterval(timer);
  }, []);
  const seconds = Math.max(0, Math.floor((nowMs - sinceMs) / 1000));
  const text = `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
  return (
    <time className="call-time" aria-label={t('talk.time', { time: text })}>
      {text}
    </time>
  );
}
