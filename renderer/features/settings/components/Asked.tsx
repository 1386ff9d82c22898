import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ErrorNotice, Loading } from '#renderer/ui/index';
import type { Loaded } from '../use-loaded';

interface AskedProps<T> {
  readonly loaded: Loaded<T>;
  readonly children: (value: T) => ReactNode;
}

/** What the host answered, grey lines until it does, or why it did not and a way to ask again. */
export function Asked<T>({ loaded: { answer, reload }, children }: AskedProps<T>) {
  const { t } = useTranslation('settings');
  switch (answer.kind) {
    case 'loading':
      return <Loading label={t('loading')} lines={6} />;
    case 'failed':
      return (
        <div className="settings-failed">
          <ErrorNotice error={answer.error} onRemedy={reload} />
        </div>
      );
    case 'here':
      return children(answer.value);
  }
}
