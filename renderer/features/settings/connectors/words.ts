import { useTranslation } from 'react-i18next';
import type { MessagesView, UndeliveredView } from '#shared/ipc/messages-api';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';

/** What can come of an attempt, as people are told about it; several codes share one where the same would be done. */
const TELLINGS = {
  ok: 'ok',
  unreachable: 'unreachable',
  timeout: 'timeout',
  certificate: 'certificate',
  interrupted: 'interrupted',
  'not-reached': 'not-reached',
  'no-channel': 'not-reached',
  'no-endpoint': 'not-reached',
  'value-missing': 'value-missing',
  'text-broken': 'text',
  'text-too-long': 'text',
  'no-number': 'no-number',
  'not-delivered': 'not-delivered',
} as const;
export type Telling = (typeof TELLINGS)[keyof typeof TELLINGS] | HttpTelling | 'internal';
type HttpTelling = 'redirect' | 'not-signed' | 'no-place' | 'busy' | 'rejected' | 'their-trouble';

/** Which words a code has: `http-503` is their trouble. */
export function tellingOfCode(code: string): Telling {
  const status = Number(/^http-(\d{3})$/.exec(code)?.[1]);
  if (Number.isInteger(status)) return httpTelling(status);
  return Object.hasOwn(TELLINGS, code) ? TELLINGS[code as keyof typeof TELLINGS] : 'internal';
}

function httpTelling(status: number): HttpTelling {
  if (status === 401 || status === 403) return 'not-signed';
  if (status === 404 || status === 405 || status === 410) return 'no-place';
  if (status === 408 || status === 429) return 'busy';
  if (status < 400) return 'redirect';
  return status < 500 ? 'rejected' : 'their-trouble';
}

/** Says what came of an attempt, with the number the other side gave. */
export function useCodeText(): (code: string) => string {
  const { t } = useTranslation('connectors');
  return (code) => {
    const number = code.startsWith('http-') ? code.slice('http-'.length) : '';
    const said = t(`code.${tellingOfCode(code)}`);
    return number === '' ? said : t('code.number', { said, number });
  };
}

/** Says to whom a message goes. */
export function useRecipientText(): (recipient: UndeliveredView['recipient']) => string {
  const { t } = useTranslation('connectors');
  const nameOf = useStaffNames();
  return (recipient) => {
    switch (recipient.kind) {
      case 'staff':
        return nameOf(recipient.uid) ?? t('to.somebody');
      case 'contact':
        return t('to.contact');
      case 'booking':
        return t('to.booking');
      case 'system':
        return recipient.name;
    }
  };
}

/** Says why a message has not arrived and what becomes of it. */
export function useStandingText(systems: MessagesView['systems']): (message: UndeliveredView) => string {
  const { t } = useTranslation('connectors');
  const language = useLanguage();
  const today = useToday();
  const codeText = useCodeText();
  return ({ state, tries, code, nextAttemptAtMs, expiresAtMs, recipient }) => {
    const reason = code === null ? '' : codeText(code);
    const moment = momentText(nextAttemptAtMs, today, language);
    if (state === 'failed') return t('standing.failed', { count: tries, reason });
    if (state === 'expired') return t('standing.expired', { moment: momentText(expiresAtMs, today, language) });
    if (state === 'sending') return t('standing.sending');
    const isOff = recipient.kind === 'system' && systems.some(({ name, on }) => name === recipient.name && !on);
    if (isOff) return t('standing.off');
    return tries > 0 ? t('standing.again', { count: tries, reason, moment }) : t('standing.waits', { moment });
  };
}
