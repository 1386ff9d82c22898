import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { platformPaths, sentAgainSchema } from '#shared/ipc/platforms-api';
import type { WireRecord } from '#shared/schema/envelope';
import type { Transmission } from '#shared/schema/types/transmission';
import { useAll, useStation, useUnsealed } from '#renderer/data/index';
import { ErrorNotice, momentText, Pill, useLanguage, useWords } from '#renderer/ui/index';
import { useToday } from '../people/index';
import { platformParts } from './platform-parts';
import { TRANSMISSION_SHAPES, useAttemptText } from './words';
import './platforms.css';

type TransmissionRecord = Transmission & WireRecord;

/** Where an application stands at its department's platform, also far from the host; nothing where it goes to none. */
export function TransmissionOf({ applicationUid }: { readonly applicationUid: string }) {
  useWords(platformParts);
  const all = useAll<TransmissionRecord>('desk', 'transmission');
  const found = all?.find((each) => each.applicationUid === applicationUid);
  return found ? <Shown key={found._id} transmission={found} /> : null;
}

function Shown({ transmission }: { readonly transmission: TransmissionRecord }) {
  const { t } = useTranslation('platforms');
  const { host } = useStation();
  const language = useLanguage();
  const today = useToday();
  const attemptText = useAttemptText();
  const [isBusy, setBusy] = useState(false);
  const [askedRound, setAskedRound] = useState<number | null>(null);
  const [error, setError] = useState<unknown>(null);
  const { uid, applicationUid, state, tries, attempts, receipt, sentAtMs, outcome, nextAttemptAtMs, round } =
    transmission;
  const said = useUnsealed<string>(transmission.reason, { uid, field: 'reason' });
  const moment = (ms: number) => momentText(ms, today, language);
  const last = attempts.at(-1);
  const isTried = state === 'waiting' && tries > 0 && last !== undefined;
  const again = () => {
    setBusy(true);
    setError(null);
    host
      .post(platformPaths.again, { applicationUid }, sentAgainSchema)
      .then((answer) => setAskedRound(answer.round), setError)
      .finally(() => setBusy(false));
  };
  const isAsked = askedRound !== null && askedRound > round;
  return (
    <section className="application-part transmission" aria-label={t('title')}>
      <h3>{t('title')}</h3>
      <p className="transmission-state">
        <Pill shape={TRANSMISSION_SHAPES[state]}>{t(`state.${state}`, { platform: transmission.platformTitle })}</Pill>
        {receipt !== null && <b>{t('receipt', { receipt })}</b>}
      </p>
      <p>
        {t(isTried ? 'text.waiting.tried' : `text.${state}`, {
          count: tries,
          code: attemptText(last?.code ?? ''),
          next: moment(nextAttemptAtMs),
          when: moment(sentAtMs ?? 0),
          outcome: outcome === null ? '' : t(`outcome.${outcome}`),
        })}
      </p>
      {said && <p className="transmission-said">{t('said', { text: said })}</p>}
      {error !== null && <ErrorNotice error={error} />}
      {state === 'refused' && (
        <p role="status">
          {isAsked ? (
            t('again.done')
          ) : (
            <Button size="small" loading={isBusy} onClick={again}>
              {t('again')}
            </Button>
          )}
        </p>
      )}
      {attempts.length > 0 && (
        <details>
          <summary>{t('log', { count: attempts.length })}</summary>
          <ol>
            {[...attempts].reverse().map(({ atMs, code }, at) => (
              <li key={attempts.length - at}>{t('log.line', { when: moment(atMs), code: attemptText(code) })}</li>
            ))}
          </ol>
        </details>
      )}
    </section>
  );
}
