import { useTranslation } from 'react-i18next';
import { assertNever } from '#shared/errors/assert-never';
import { dayText, useLanguage } from '#renderer/ui/index';
import type { PersonRecord } from '../people/index';
import { useRound } from '../visits/index';
import type { TimelineEntry } from './timeline';

interface EntryText {
  readonly title: string;
  readonly detail: string;
}

/** Says in a few words what an entry of the timeline is about; no number and no sealed text is in it. */
export function useEntryText(): (entry: TimelineEntry, person: PersonRecord) => EntryText {
  const { t, i18n } = useTranslation(['person', 'visits']);
  const language = useLanguage();
  const { today } = useRound();
  const day = (date: string) => dayText(date, today, language);
  const list = (words: readonly string[]) =>
    new Intl.ListFormat(i18n.language, { type: 'conjunction', style: 'narrow' }).format(words);
  return (entry, person) => {
    switch (entry.kind) {
      case 'visit': {
        const { kind, answers } = entry.visit;
        const how = t(`kind.${kind}`, { ns: 'visits' });
        const outcome = t(`outcome.${kind}.${answers.outcome}`, { ns: 'visits' });
        return { title: t('entry.visit', { how, outcome }), detail: '' };
      }
      case 'certificate':
        return {
          title: t(`entry.certificate.${entry.what}`),
          detail:
            entry.what === 'added' && entry.certificate.expiresOn !== null
              ? t('certificate.expires', { day: day(entry.certificate.expiresOn) })
              : '',
        };
      case 'consent': {
        const purpose = t(`consent.${entry.consent.purpose}`);
        return {
          title: t(entry.consent.given ? 'entry.consent.gave' : 'entry.consent.declined', { purpose }),
          detail: t('entry.consent.on', { day: day(entry.consent.statedOn) }),
        };
      }
      case 'created':
        return { title: t(entry.isImported ? 'entry.imported' : 'entry.created'), detail: '' };
      case 'changed': {
        if (entry.what.includes('status')) return { title: t(`entry.status.${person.status}`), detail: '' };
        return { title: t('entry.changed', { parts: list(entry.what.map((part) => t(`part.${part}`))) }), detail: '' };
      }
      case 'merge': {
        const isKept = entry.merge.keptUid === person.uid;
        return {
          title: t(entry.what === 'undone' ? 'entry.unmerged' : isKept ? 'entry.merged' : 'entry.merged-away'),
          detail: '',
        };
      }
      case 'reveals':
        return { title: t('entry.reveals', { count: entry.count }), detail: '' };
      case 'decision':
        return { title: t(`entry.decision.${entry.finding.decision}`), detail: '' };
      default:
        return assertNever(entry, 'entry of a timeline');
    }
  };
}
