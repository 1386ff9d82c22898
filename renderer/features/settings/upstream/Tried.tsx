import { useTranslation } from 'react-i18next';
import type { UpstreamTrial } from '#shared/ipc/upstream-api';
import { StatusShape } from '#renderer/ui/index';
import { useTitle } from './use-title';

/** What a trial found, with what to do; nothing while there was none. */
export function Tried({ trial }: { readonly trial: UpstreamTrial | null }) {
  const { t } = useTranslation('upstream');
  const title = useTitle();
  const troubled = trial?.databases.filter(({ trouble }) => trouble !== null) ?? [];
  return (
    <div className="upstream-tried" role="status">
      {trial?.trouble && (
        <p>
          <StatusShape shape="due" size={16} />
          <span>
            <b>{t(`trouble.${trial.trouble}`)}</b> {t(`trouble.${trial.trouble}.do`)}
          </span>
        </p>
      )}
      {trial && !trial.trouble && troubled.length === 0 && (
        <p>
          <StatusShape shape="done" size={16} />
          <span>{t('tried.well', { version: trial.version, count: trial.databases.length })}</span>
        </p>
      )}
      {trial && troubled.length > 0 && (
        <>
          <p>
            <StatusShape shape="due" size={16} />
            <span>{t('tried.part')}</span>
          </p>
          <ul>
            {troubled.map(({ name, trouble }) => (
              <li key={name}>
                {t('tried.line', { name: title(name), trouble: t(`trouble.${trouble ?? 'internal'}`) })}
              </li>
            ))}
          </ul>
        </>
      )}
    </div>
  );
}
