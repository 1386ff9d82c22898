import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TransferKind } from '#shared/domain/transfers/transfers';
import { parseDocumentId } from '#shared/schema/ids';
import { useSession } from '#renderer/data/index';
import { addressOf, Empty, type Place } from '#renderer/ui/index';
import { useMovedTo } from './queries';

interface GoneElsewhereProps {
  readonly type: TransferKind;
  /** `_id` under which it was looked for and not found. */
  readonly id: string;
  /** Where the thing of that `_id` is shown. */
  readonly placeOf: (id: string) => Place;
  /** What is said where nobody knows that it was moved. */
  readonly children: ReactNode;
}

/** Says of something that is not on the device where it went, if it went to another grid; who may open that grid is led there. */
export function GoneElsewhere({ type, id, placeOf, children }: GoneElsewhereProps) {
  const { t } = useTranslation('transfer');
  const { databases, station } = useSession();
  const number = useMovedTo(type, id);
  if (number === null || number === undefined) return children;
  const scope = `${station.id}-${number}`;
  const there = `${type}~${scope}~${parseDocumentId(id)?.key ?? ''}`;
  const title = t('elsewhere.title', { number });
  if (!databases.some(({ name }) => name === `grid-${scope}`)) {
    return <Empty title={title} text={t('elsewhere.text', { number })} />;
  }
  const open = (
    <Button type="primary" href={addressOf(placeOf(there))}>
      {t('elsewhere.open')}
    </Button>
  );
  return <Empty title={title} text={t('elsewhere.yours', { number })} action={open} />;
}
