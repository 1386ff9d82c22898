import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DEVICE_KINDS } from '#shared/ipc/station-api';
import { deviceCode, ErrorNotice, Pill, timeText } from '#renderer/ui/index';
import { Door } from './Door';
import '../door.css';

interface DevicePendingProps {
  readonly device: { readonly id: string; readonly name: string };
  readonly stationName: string | null;
  /** Why the last question had no answer; null while all is well. */
  readonly error: unknown;
  /** Asks whether the device is approved by now; resolves when there is an answer. */
  readonly onAsk: () => Promise<void>;
  readonly onLeave: () => void;
}

/** Somebody stands beside the manager and waits; a request costs nothing. */
const ASK_EVERY_MS = 5000;

/** Waits until somebody approves this device: says what to do, and asks again by itself. */
export function DevicePending({ device, stationName, error, onAsk, onLeave }: DevicePendingProps) {
  const { t } = useTranslation('sign-in');
  const { isAsking, askedAtMs, ask } = useAsking(onAsk);
  // Until somebody names it, a device goes by what it is.
  const kind = DEVICE_KINDS.find((each) => each === device.name);
  return (
    <Door stationName={stationName}>
      <section className="door-words">
        <Pill shape="paused" filled>
          {t('pending.pill')}
        </Pill>
        <h2>{t('pending.title')}</h2>
        <p>{t('pending.text')}</p>
      </section>
      <dl className="device-plate">
        <div>
          <dt>{t('pending.code')}</dt>
          <dd className="device-code">{deviceCode(device.id)}</dd>
        </div>
        <div>
          <dt>{t('pending.name')}</dt>
          <dd>{kind ? t(`device.${kind}`) : device.name}</dd>
        </div>
      </dl>
      {error !== null && <ErrorNotice error={error} />}
      <div className="door-actions">
        <span className="door-asked" role="status">
          {askedAtMs !== null && t('pending.asked', { time: timeText(askedAtMs, { seconds: true }) })}
        </span>
        <Button onClick={onLeave}>{t('pending.leave')}</Button>
        <Button type="primary" loading={isAsking} onClick={ask}>
          {t('pending.ask')}
        </Button>
      </div>
    </Door>
  );
}

/** Asks every few seconds and whenever told to, one question at a time. */
function useAsking(onAsk: () => Promise<void>) {
  const [isAsking, setIsAsking] = useState(false);
  const [askedAtMs, setAskedAtMs] = useState<number | null>(null);
  const newest = useRef(onAsk);
  const isRunning = useRef(false);
  useEffect(() => {
    newest.current = onAsk;
  });
  const [ask] = useState(() => () => {
    if (isRunning.current) return;
    isRunning.current = true;
    setIsAsking(true);
    void newest.current().finally(() => {
      isRunning.current = false;
      setIsAsking(false);
      setAskedAtMs(Date.now());
    });
  });
  useEffect(() => {
    const timer = setInterval(ask, ASK_EVERY_MS);
    return () => clearInterval(timer);
  }, [ask]);
  return { isAsking, askedAtMs, ask };
}
