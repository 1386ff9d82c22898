import { createRoot } from 'react-dom/client';
import { z } from 'zod';
import { createDevice } from '#renderer/data/index';
import { createBrowserPlatform } from '#renderer/platform/platform';
import { watchForUpdate } from './app-update';
import { start } from './start';

// The policy of these pages forbids building functions from text, which zod would try for speed.
z.config({ jitless: true });

const root = document.getElementById('root');
if (!root) throw new Error('the page has no #root');
start(createRoot(root), createDevice(createBrowserPlatform()), watchForUpdate());
