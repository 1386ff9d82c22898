import '../../../renderer/ui/base.css';
import '../../../renderer/ui/parts.css';
import '../../../renderer/ui/pill.css';
import '../../../renderer/ui/states.css';
import '../../../renderer/ui/fields.css';
import '../../../renderer/ui/rows.css';
import '../../../renderer/ui/tabs.css';
import '../../../renderer/staff/shell.css';
import '../../../renderer/staff/navigation.css';
import '../../../renderer/staff/header.css';
import '../../../renderer/staff/bell.css';
import './gallery.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { I18nextProvider } from 'react-i18next';
import { listMessages, messages as ui, prefer, startWords, themeVariables } from '#renderer/ui/index';
import { Gallery } from './Gallery';
import { lookOf } from './look';
import { messages as gallery } from './messages';

const look = lookOf(location.search);
const style = document.createElement('style');
style.textContent = themeVariables();
document.head.append(style);
document.documentElement.dataset['theme'] = look.theme;
document.documentElement.lang = look.language === 'zh' ? 'zh-CN' : 'en';
document.documentElement.dataset['size'] = look.scale === 'large' ? 'large' : 'usual';
prefer({ theme: look.theme, language: look.language, size: look.scale === 'large' ? 'large' : 'usual' });

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
createRoot(root).render(
  <StrictMode>
    <I18nextProvider i18n={startWords({ ui, list: listMessages, gallery }, look.language)}>
      <Gallery look={look} />
    </I18nextProvider>
  </StrictMode>,
);
