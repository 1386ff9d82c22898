import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { z } from 'zod';
import { themeVariables } from '#renderer/ui/tokens';
import { startWords } from '#renderer/ui/words';
import { openKept } from './host/kept';
import { createKioskHost } from './host/kiosk-host';
import { watchForNewer } from './host/newer';
import { KioskApp } from './KioskApp';
import { kioskParts } from './parts';
import { createReader } from './voice/reader';
import './kiosk.css';
import './frame/frame.css';
import './frame/parts.css';
import './frame/landscape.css';

// The policy of these pages forbids building functions from text, which zod would try for speed.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const style = document.createElement('style');
style.textContent = themeVariables();
document.head.append(style);
// A hand that rests on the glass opens nothing.
addEventListener('contextmenu', (event) => event.preventDefault());

const kept = openKept();
createRoot(root).render(
  <I18nextProvider i18n={startWords(kioskParts, 'zh')}>
    <KioskApp host={createKioskHost(kept)} kept={kept} reader={createReader()} newer={watchForNewer()} />
  </I18nextProvider>,
);
