import { Button, Input } from 'antd';
import { Lock } from 'lucide-react';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useStation, useSync } from '#renderer/data/index';
import { ErrorNotice, Field, StatusShape } from '#renderer/ui/index';
import { Door } from './components/Door';
import './sign-in.css';
import './door.css';

interface LockPageProps {
  /** False when a draft could not be saved: it is kept behind the lock, and nobody else may take the device meanwhile. */
  readonly isSafe: boolean;
  /** What waits for whoever unlocks it. */
  readonly notice?: ReactNode;
  readonly onUnlock: () => void;
  readonly onSignOut: () => Promise<void>;
}

type Trying = { readonly kind: 'no' | 'running' | 'wrong' } | { readonly kind: 'failed'; readonly error: unknown };

/** The closed door of a device at work: whose it is, what still goes out, and the passphrase that opens it. */
export function LockPage({ isSafe, notice, onUnlock, onSignOut }: LockPageProps) {
  const { t } = useTranslation('sign-in');
  const station = useStation();
  const { staff, station: place } = station.session;
  const [passphrase, setPassphrase] = useState('');
  const [trying, setTrying] = useState<Trying>({ kind: 'no' });

  const attempt = async (work: () => Promise<Trying>) => {
    setTrying({ kind: 'running' });
    setTrying(await work().catch((error: unknown): Trying => ({ kind: 'failed', error })));
  };
  const unlock = (event: FormEvent) => {
    event.preventDefault();
    if (passphrase === '' || trying.kind === 'running') return;
    void attempt(async () => {
      if (!(await station.isPassphrase(passphrase))) return { kind: 'wrong' };
      onUnlock();
      return { kind: 'no' };
    });
  };
  const leave = () =>
    void attempt(async () => {
      await onSignOut();
      return { kind: 'no' };
    });

  return (
    <div className="lock">
      <Door stationName={place.name} isPractice={place.practice}>
        <section className="door-words">
          <h2 className="lock-title">
            <Lock size={20} strokeWidth={1.8} aria-hidden="true" />
            {t('lock.title')}
          </h2>
          <p>
            {t(`post.${staff.post}`)}
            <i aria-hidden="true" />
            {staff.code}
          </p>
        </section>
        {notice}
        <Outgoing />
        {!isSafe && (
          <p className="quiet-note" role="alert">
            {t('lock.unsafe')}
          </p>
        )}
        {trying.kind === 'failed' && <ErrorNotice error={trying.error} />}
        <form className="sign-in-form" autoComplete="off" onSubmit={unlock} noValidate>
          <Field label={t('passphrase')} error={trying.kind === 'wrong' ? t('lock.wrong') : null}>
            {(ties) => (
              <Input.Password
                {...ties}
                size="large"
                autoFocus
                autoComplete="current-password"
                maxLength={256}
                value={passphrase}
                onChange={(event) => (setPassphrase(event.target.value), setTrying({ kind: 'no' }))}
              />
            )}
          </Field>
          <Button type="primary" htmlType="submit" size="large" block loading={trying.kind === 'running'}>
            {t('lock.open')}
          </Button>
          {isSafe && (
            <Button size="large" block onClick={leave}>
              {t('lock.other')}
            </Button>
          )}
        </form>
      </Door>
    </div>
  );
}

/** What still has to go out: delivery does not wait for the passphrase. */
function Outgoing() {
  const { t } = useTranslation('sign-in');
  const sync = useSync();
  if (!sync) return null;
  const isHeldUp = sync.status.link.kind !== 'live' && sync.status.link.kind !== 'connecting';
  return (
    <p className="quiet-note lock-outgoing" role="status">
      <StatusShape shape={sync.waiting === 0 ? 'done' : isHeldUp ? 'offline' : 'outgoing'} size={16} />
      {sync.waiting === 0 ? t('lock.sent') : t(isHeldUp ? 'lock.waiting' : 'lock.sending', { count: sync.waiting })}
    </p>
  );
}
