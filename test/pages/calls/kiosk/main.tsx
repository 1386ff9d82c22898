import { useState } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { z } from 'zod';
import { CallPage } from '#renderer/kiosk/call/index';
import { themeVariables } from '#renderer/ui/tokens';
import { startWords } from '#renderer/ui/words';
import '../../../../renderer/kiosk/kiosk.css';
import '../../../../renderer/kiosk/frame/frame.css';

/** The kiosk's call alone, with the credential that stands behind `#`: what the kiosk mounts, without the frame around it. */

z.config({ jitless: true });
const style = document.createElement('style');
style.textContent = themeVariables();
document.head.append(style);

function Kiosk() {
  const [isCalling, setCalling] = useState(false);
  const [isEngaged, setEngaged] = useState(false);
  return (
    <main
      data-engaged={isEngaged}
      style={{ display: 'flex', flexDirection: 'column', height: '100vh', padding: '4rem' }}
    >
      <h1>自助终端</h1>
      {isCalling ? (
        <CallPage token={() => location.hash.slice(1)} onLeave={() => setCalling(false)} onEngaged={setEngaged} />
      ) : (
        <button type="button" onClick={() => setCalling(true)}>
          叫人来帮我
        </button>
      )}
    </main>
  );
}

createRoot(document.body.firstElementChild as HTMLElement).render(
  <I18nextProvider i18n={startWords({}, 'zh')}>
    <Kiosk />
  </I18nextProvider>,
);
