import { ConfigProvider } from 'antd';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { ulid } from 'ulid';
import { z } from 'zod';
import { createHostCalls } from '#renderer/data/host-calls';
import { StationProvider } from '../../../../renderer/data/hooks';
import { createStationClient } from '#renderer/data/station-client';
import type { OpenStation } from '#renderer/data/types';
import { CallBar } from '../../../../renderer/features/calls/CallBar';
import type { Platform } from '#renderer/platform/platform';
import { antdTheme } from '#renderer/ui/theme';
import { themeVariables } from '#renderer/ui/tokens';
import { startWords } from '#renderer/ui/words';

/** The bar of calls alone, as the frame of the staff screens draws it, with the token that stands behind `#`. */

z.config({ jitless: true });
const style = document.createElement('style');
style.textContent = themeVariables();
document.head.append(style);

const platform = {
  hubOrigin: location.origin,
  fetch: (...asked: Parameters<typeof fetch>) => fetch(...asked),
  sleep: (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms)),
} as unknown as Platform;
const host = createHostCalls(platform, createStationClient(platform), () => location.hash.slice(1));
const station = { host, newUid: () => ulid() } as unknown as OpenStation;

createRoot(document.body.firstElementChild as HTMLElement).render(
  <I18nextProvider i18n={startWords({}, 'zh')}>
    <ConfigProvider theme={antdTheme('light', 'desk')} button={{ autoInsertSpace: false }}>
      <StationProvider station={station}>
        <CallBar />
        <label>
          办理意见 <input />
        </label>
      </StationProvider>
    </ConfigProvider>
  </I18nextProvider>,
);
