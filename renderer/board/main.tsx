import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { z } from 'zod';
import { themeVariables } from '#renderer/ui/tokens';
import { startWords } from '#renderer/ui/words';
import { BoardApp } from './BoardApp';
import { createBoardHost } from './board-host';
import { createCaller } from './caller';
import { createClips } from './clips';
import { messages } from './messages';
import { createBrowserVoice } from './voice';
import './board.css';
import './pairing.css';

// The policy of these pages forbids building functions from text, which zod would try for speed.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
const style = document.createElement('style');
style.textContent = themeVariables();
document.head.append(style);

const language = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh';
const words = startWords({ ui: messages }, language);
document.documentElement.lang = language === 'en' ? 'en' : 'zh-CN';
const host = createBoardHost();
// Calls are in Chinese whatever the screen says.
const caller = createCaller(createBrowserVoice(createClips(host)), ({ number, counter }) =>
  words.t('spoken', { lng: 'zh', number: [...number].join(' '), counter }),
);
// A board that a page on this machine opened brings its code along; what came of it shows by itself.
const code = /^#pair=([0-9]{8})$/.exec(location.hash)?.[1];
if (code !== undefined) {
  history.replaceState(null, '', location.pathname + location.search);
  if (!host.isPaired()) await host.pair(code);
}
createRoot(root).render(
  <I18nextProvider i18n={words}>
    <BoardApp host={host} caller={caller} />
  </I18nextProvider>,
);
