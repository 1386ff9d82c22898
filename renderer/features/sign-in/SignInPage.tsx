import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { AppError, toAppError } from '#shared/errors/app-error';
import { useObservable, type Device, type Opening, type OpenStation } from '#renderer/data/index';
import { ErrorNotice } from '#renderer/ui/index';
import { Door } from './components/Door';
import { EndedDevice, EndingDevice, type DeviceEnd } from './components/EndingDevice';
import { HubAway } from './components/HubAway';
import { PracticeAccounts } from './components/PracticeAccounts';
import { SignInForm } from './components/SignInForm';
import { HomeWay, TrainingWay } from './components/TrainingWay';
import './sign-in.css';

/** The host has to answer before anybody waits here: it is fetched then. */
const DevicePending = lazy(() =>
  import('./components/DevicePending').then((module) => ({ default: module.DevicePending })),
);

type SignedOut = Extract<Opening, { readonly kind: 'signed-out' }>;

interface SignInPageProps {
  readonly device: Device;
  readonly opening: SignedOut;
  readonly onOpen: (station: OpenStation) => void;
  /** Begins anew: another look for the hub, or a device that was ended. */
  readonly onReopen: () => void;
}

interface Credentials {
  readonly code: string;
  readonly passphrase: string;
}

type State =
  | { readonly kind: 'asking' | 'busy' }
  | { readonly kind: 'failed'; readonly error: unknown }
  | ({ readonly kind: 'pending'; readonly error: unknown } & Credentials)
  | { readonly kind: 'ended'; readonly end: DeviceEnd; readonly lost: number };

/**
 * The way in: staff code and passphrase, or one press on a practice account. A device that somebody has to approve first waits here
 * and goes on by itself; one that was revoked says so.
 */
export function SignInPage({ device, opening, onOpen, onReopen }: SignInPageProps) {
  const [state, setState] = useState<State>({ kind: 'asking' });
  const handingOver = useObservable(device.handingOver$);
  const { practice, stationName, known, last, unsent, hasTraining, homeOrigin } = opening;

  const signIn = async (credentials: Credentials) => {
    try {
      onOpen(await device.signIn(credentials.code, credentials.passphrase));
    } catch (thrown) {
      const error = toAppError(thrown);
      if (error.code === 'auth.device-pending') setState({ kind: 'pending', error: null, ...credentials });
      else if (error.code === 'auth.device-revoked') setState({ kind: 'ended', end: 'revoked', lost: 0 });
      else if (error.code === 'device.wiped')
        setState({ kind: 'ended', end: 'wiped', lost: Number(error.details['lost'] ?? 0) });
      else setState((before) => (before.kind === 'pending' ? { ...before, error } : { kind: 'failed', error }));
    }
  };
  const begin = (code: string, passphrase: string) => {
    setState({ kind: 'busy' });
    void signIn({ code, passphrase });
  };

  if (state.kind === 'ended') return <EndedDevice end={state.end} lost={state.lost} onAgain={onReopen} />;
  if (state.kind === 'busy' && handingOver) return <EndingDevice {...handingOver} />;
  if (state.kind === 'pending') {
    return (
      <Suspense>
        <DevicePending
          device={opening.device}
          stationName={stationName}
          error={state.error}
          onAsk={() => signIn(state)}
          onLeave={() => setState({ kind: 'asking' })}
        />
      </Suspense>
    );
  }
  const isBusy = state.kind === 'busy';
  return (
    <Door stationName={stationName} isPractice={practice !== null}>
      {stationName === null && <HubAway known={known} onRetry={onReopen} />}
      {state.kind === 'failed' && <ErrorNotice error={told(state.error, stationName, known)} />}
      <SignInForm busy={isBusy} last={last} known={stationName === null ? known : []} onSubmit={begin} />
      <Unsent count={unsent} />
      {hasTraining && <TrainingWay open={() => device.openTraining()} />}
      {homeOrigin !== null && <HomeWay origin={homeOrigin} />}
      {practice && (
        <PracticeAccounts
          accounts={practice.accounts}
          busy={isBusy}
          onChoose={({ code, passphrase }) => begin(code, passphrase)}
          openTerminal={(kind) => device.openPracticeTerminal(kind)}
        />
      )}
    </Door>
  );
}

/** With the hub away, whoever has nothing here cannot be let in; that the hub is away is said already. */
function told(error: unknown, stationName: string | null, known: readonly string[]): unknown {
  const { code } = toAppError(error);
  return code === 'hub.unreachable' && stationName === null && known.length > 0
    ? new AppError('device.unknown-person', 'nobody of that code on this device', { cause: error })
    : error;
}

/** What has not been sent yet, whoever wrote it. */
function Unsent({ count }: { readonly count: number }) {
  const { t } = useTranslation('sign-in');
  if (count === 0) return null;
  return <p className="quiet-note">{t('unsent', { count })}</p>;
}
