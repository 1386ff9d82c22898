import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { RATING_REASONS, type RatingReason, type Satisfaction } from '#shared/ipc/pad-api';
import { GradeFace } from '#renderer/ui/faces/index';

interface ReasonsProps {
  readonly given: { readonly satisfaction: Satisfaction };
  readonly hasFailed: boolean;
  /** `isGone`: nobody has touched it for a while. */
  readonly onSend: (reasons: readonly RatingReason[], isGone: boolean) => void;
}

/** Who has pressed a face has answered: without another press it closes, and what was ticked is sent. */
const SENT_AFTER_S = 15;

/** What was wrong, to be ticked or not; the grade stands all the same. */
export function Reasons({ given, hasFailed, onSend }: ReasonsProps) {
  const { t, i18n } = useTranslation();
  const [ticked, setTicked] = useState<readonly RatingReason[]>([]);
  const [leftS, setLeft] = useState(SENT_AFTER_S);
  const latest = useRef({ onSend, ticked });
  useEffect(() => {
    latest.current = { onSend, ticked };
  });
  useEffect(() => {
    if (hasFailed) return;
    const timer = setInterval(() => setLeft((left) => left - 1), 1000);
    return () => clearInterval(timer);
  }, [hasFailed]);
  const isOver = leftS <= 0;
  useEffect(() => {
    if (isOver) latest.current.onSend(latest.current.ticked, true);
  }, [isOver]);
  const tick = (id: RatingReason) => {
    setLeft(SENT_AFTER_S);
    setTicked((before) => (before.includes(id) ? before.filter((each) => each !== id) : [...before, id]));
  };
  return (
    <main className="pad-main">
      <p className="pad-number">
        <GradeFace grade={given.satisfaction} /> {t(`grade.${given.satisfaction}`)}
      </p>
      <h1>{t('why')}</h1>
      <ul className="pad-reasons">
        {RATING_REASONS.map(({ id, words }) => (
          <li key={id}>
            <button type="button" aria-pressed={ticked.includes(id)} onClick={() => tick(id)}>
              <i aria-hidden="true" />
              {i18n.language === 'en' ? words.en : words.zh}
            </button>
          </li>
        ))}
      </ul>
      <div className="pad-deeds">
        <button type="button" className="is-main" onClick={() => onSend(ticked, false)}>
          {t('why.send')}
        </button>
      </div>
      {hasFailed ? (
        <p className="pad-failed" role="alert">
          {t('not-sent')}
        </p>
      ) : (
        <p className="pad-text">
          {t('why.text')} <span className="pad-left">{t('why.left', { seconds: Math.max(0, leftS) })}</span>
        </p>
      )}
    </main>
  );
}
