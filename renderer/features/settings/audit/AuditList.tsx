import { useTranslation } from 'react-i18next';
import type { AuditEntry } from '#shared/ipc/admin-api';
import { momentText, useLanguage } from '#renderer/ui/index';
import { useStaffNames, useToday } from '../../people/index';
import { useAuditWords } from './words';

/** Entries as rows: when, who, what. */
export function AuditList({ entries }: { readonly entries: readonly AuditEntry[] }) {
  const { t } = useTranslation('audit');
  const language = useLanguage();
  const today = useToday();
  const nameOf = useStaffNames();
  const words = useAuditWords(nameOf);
  const who = ({ by }: AuditEntry) => (by === null ? t('by.host') : (nameOf(by) ?? t('by.unknown')));
  return (
    <div className="audit-scroll" tabIndex={0} role="region" aria-label={t('list')}>
      <table className="audit-table">
        <thead>
          <tr>
            {(['n', 'at', 'by', 'what'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`col.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.n}>
              <td>{entry.n}</td>
              <td>{momentText(entry.atMs, today, language)}</td>
              <td>
                <b>{who(entry)}</b>
              </td>
              <td>{words(entry)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
