import '../ui/base.css';
import '../ui/parts.css';
import '../ui/pill.css';
import '../ui/states.css';
import '../ui/fields.css';
import '../ui/rows.css';
import '../ui/tabs.css';
import './shell.css';
import './navigation.css';
import './header.css';
import './bell.css';
import { StrictMode } from 'react';
import type { Root } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import type { Device } from '#renderer/data/index';
import { preferences, startWords, themeVariables } from '#renderer/ui/index';
import { App } from './App';
import type { AppUpdate } from './app-update';
import { parts } from './parts';

/** Puts the staff screens of a device on the page. */
export function start(root: Root, device: Device, update: AppUpdate): void {
  const style = document.createElement('style');
  style.textContent = themeVariables();
  document.head.append(style);
  const words = startWords(parts, preferences().language);
  root.render(
    <StrictMode>
      <I18nextProvider i18n={words}>
        <App device={device} update={update} />
      </I18nextProvider>
    </StrictMode>,
  );
}
