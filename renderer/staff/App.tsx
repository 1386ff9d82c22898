import { ConfigProvider } from 'antd';
import enUS from 'antd/locale/en_US';
import zhCN from 'antd/locale/zh_CN';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toAppError } from '#shared/errors/app-error';
import { StationProvider, type Device, type Opening, type OpenStation } from '#renderer/data/index';
import { RoundProvider } from '#renderer/features/visits/index';
import { SignInPage } from '#renderer/features/sign-in/index';
import { antdTheme, ErrorNotice, Loading, useLanguage, useLayout, useThemeName } from '#renderer/ui/index';
import type { AppUpdate } from './app-update';
import { Shell } from './Shell';

interface AppProps {
  readonly device: Device;
  readonly update: AppUpdate;
}

/** The staff screens: theme and language around whatever the device opens with. */
export function App({ device, update }: AppProps) {
  const { i18n } = useTranslation();
  const language = useLanguage();
  const themeName = useThemeName();
  const scale = useLayout() === 'tablet' ? 'touch' : 'desk';
  useEffect(() => {
    document.documentElement.lang = language === 'zh' ? 'zh-CN' : 'en';
    void i18n.changeLanguage(language);
  }, [i18n, language]);
  useEffect(() => {
    document.documentElement.dataset['theme'] = themeName;
  }, [themeName]);
  return (
    <ConfigProvider
      theme={antdTheme(themeName, scale)}
      locale={language === 'zh' ? zhCN : enUS}
      button={{ autoInsertSpace: false }}
      wave={{ disabled: true }}
    >
      <Opened device={device} update={update} />
    </ConfigProvider>
  );
}

/** Sign-in, the station, or why neither can be had. */
function Opened({ device, update }: AppProps) {
  const { t } = useTranslation('staff');
  const [opening, setOpening] = useState<Opening | null>(null);
  const [attempt, setAttempt] = useState(0);
  useEffect(() => {
    let isWanted = true;
    device.open().then(
      (result) => {
        if (isWanted) setOpening(result);
        else if (result.kind === 'open') void result.station.close();
      },
      (error: unknown) => {
        if (isWanted) setOpening({ kind: 'failed', error: toAppError(error) });
      },
    );
    return () => {
      isWanted = false;
    };
  }, [device, attempt]);

  const reopen = () => {
    setOpening(null);
    setAttempt((count) => count + 1);
  };
  const openStation = (station: OpenStation) => setOpening({ kind: 'open', station });
  const signOut = async (station: OpenStation) => {
    await device.signOut(station);
    location.hash = '';
    reopen();
  };

  if (!opening) return <Loading label={t('opening')} lines={6} />;
  switch (opening.kind) {
    case 'failed':
      return (
        <main className="stopped">
          <ErrorNotice error={opening.error} onRemedy={reopen} />
        </main>
      );
    case 'signed-out':
      return (
        <SignInPage
          device={device}
          practice={opening.practice}
          stationName={opening.stationName}
          onOpen={openStation}
        />
      );
    case 'open':
      return (
        <StationProvider station={opening.station}>
          <RoundProvider>
            <Shell update={update} onSignOut={() => signOut(opening.station)} />
          </RoundProvider>
        </StationProvider>
      );
  }
}
