import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useCallback, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '#shared/errors/app-error';
import { StationProvider, useObservable, type Device, type Opening, type OpenStation } from '#renderer/data/index';
import { EndedDevice, SignInPage, type DeviceEnd } from '#renderer/features/sign-in/index';
import {
  antdTheme,
  ErrorNotice,
  Loading,
  useIsLarge,
  useLanguage,
  useLayout,
  useMedia,
  useThemeName,
} from '#renderer/ui/index';
import type { AppUpdate } from './app-update';
import { AtWork } from './AtWork';
import { ThisDeviceContext } from './this-device';
import { TrainingContext, type Training } from './training';

interface AppProps {
  readonly device: Device;
  readonly update: AppUpdate;
}

/** The staff screens: theme and language around whatever the device opens with. */
export function App({ device, update }: AppProps) {
  const { i18n } = useTranslation();
  const language = useLanguage();
  const themeName = useThemeName();
  const isLarge = useIsLarge();
  const isTablet = useLayout() === 'tablet';
  const scale = isLarge ? 'large' : isTablet ? 'touch' : 'desk';
  const moves = !useMedia('(prefers-reduced-motion: reduce)');
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    void i18n.changeLanguage(language);
  }, [i18n, language]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = themeName;
  }, [themeName]);
  useEffect(() => {
    document.documentElement.dataset['size'] = isLarge ? 'large' : 'usual';
  }, [isLarge]);
  return (
    <ConfigProvider
      theme={antdTheme(themeName, scale, moves)}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <Opened device={device} update={update} />
    </ConfigProvider>
  );
}

type State =
  | Opening
  | { readonly kind: 'open'; readonly station: OpenStation }
  | { readonly kind: 'ended'; readonly end: DeviceEnd };

/** Sign-in, the station, or why neither can be had. */
function Opened({ device, update }: AppProps) {
  const { t } = useTranslation('staff');
  const [state, setState] = useState<State | null>(null);
  const [attempt, setAttempt] = useState(0);
  const [training, setTraining] = useState<Training>({ open: null, homeOrigin: null });
  const [deviceName, setDeviceName] = useState('');
  const handingOver = useObservable(device.handingOver$);
  useEffect(() => {
    let isWanted = true;
    device.open().then(
      (opening) => {
        if (!isWanted) return;
        setState(opening);
        if (opening.kind === 'signed-out') {
          const { hasTraining, homeOrigin } = opening;
          setDeviceName(opening.device.name);
          setTraining({ open: hasTraining ? () => device.openTraining() : null, homeOrigin });
        }
      },
      (error: unknown) => {
        if (isWanted) setState({ kind: 'failed', error: toAppError(error) });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [device, attempt]);

  const reopen = () => {
    setState(null);
    setAttempt((count) => count + 1);
  };
  const station = state?.kind === 'open' ? state.station : null;
  const signOut = async () => {
    if (station) await device.signOut(station);
    location.hash = '';
    reopen();
  };
  const end = useCallback(
    (how: DeviceEnd) => {
      setState({ kind: 'ended', end: how });
      // Nothing that closing could save is worth more than the page that says what happened.
      station?.close().catch(() => undefined);
    },
    [station],
  );

  if (!state) return <Loading label={t('opening')} lines={6} />;
  switch (state.kind) {
    case 'failed':
      return (
        <main className="stopped">
          <ErrorNotice error={state.error} onRemedy={reopen} />
        </main>
      );
    case 'ended':
      return <EndedDevice end={state.end} lost={handingOver?.media ?? 0} onAgain={reopen} />;
    case 'signed-out':
      return (
        <SignInPage
          device={device}
          opening={state}
          onOpen={(opened) => setState({ kind: 'open', station: opened })}
          onReopen={reopen}
        />
      );
    case 'open':
      return (
        <StationProvider station={state.station}>
          <TrainingContext value={training}>
            <ThisDeviceContext value={deviceName}>
              <AtWork update={update} onSignOut={signOut} onEnd={end} />
            </ThisDeviceContext>
          </TrainingContext>
        </StationProvider>
      );
  }
}
