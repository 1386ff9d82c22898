import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { maskName, maskPhone } from '#shared/domain/privacy/mask';
import { useRecord } from '#renderer/data/index';
import { Card, Empty, Loading, Pill } from '#renderer/ui/index';
import { Beside } from '../../lists/index';
import { gridNumberOf, scopeOf, SealedValue, useGridNames, useMayWrite } from '../../people/index';
import { useBuilding, type EnterpriseRecord } from '../queries';
import { EnterpriseForm } from './EnterpriseForm';
import { ChangesFact, Fact } from './Facts';

interface PanelProps {
  /** `new` for one that is to be written down. */
  readonly id: string;
  readonly onOpen: (id: string) => void;
  readonly onClose: () => void;
}

/** One enterprise: what is public about it, and behind masks whom to call. */
export function EnterprisePanel({ id, onOpen, onClose }: PanelProps) {
  const { t } = useTranslation('homes');
  if (id !== 'new') return <Known id={id} onClose={onClose} />;
  return (
    <Beside title={t('action.new-enterprise')} onClose={onClose}>
      <EnterpriseForm enterprise={null} onSaved={onOpen} onCancel={onClose} />
    </Beside>
  );
}

function Known({ id, onClose }: { readonly id: string; readonly onClose: () => void }) {
  const { t } = useTranslation(['homes', 'ui']);
  const enterprise = useRecord<EnterpriseRecord>('homes', id);
  const [isEditing, setIsEditing] = useState(false);
  const gridName = useGridNames()(id);
  const mayWrite = useMayWrite();
  if (enterprise === undefined) return <Loading label={t('loading', { ns: 'ui' })} lines={6} />;
  if (enterprise === null) {
    return <Empty title={t('gone')} text={t('gone.text')} action={<Button onClick={onClose}>{t('close')}</Button>} />;
  }
  const endEditing = () => setIsEditing(false);
  if (isEditing) {
    return (
      <Beside title={enterprise.name} subtitle={t('enterprise.edit')} onClose={endEditing}>
        <EnterpriseForm enterprise={enterprise} onSaved={endEditing} onCancel={endEditing} />
      </Beside>
    );
  }
  return (
    <Beside
      title={enterprise.name}
      subtitle={gridName}
      onClose={onClose}
      actions={
        mayWrite('edit', 'enterprise', gridNumberOf(id)) && (
          <Button onClick={() => setIsEditing(true)}>{t('action.edit-enterprise')}</Button>
        )
      }
    >
      <Card title={t('facts.title')}>
        <EnterpriseFacts enterprise={enterprise} />
      </Card>
    </Beside>
  );
}

function EnterpriseFacts({ enterprise }: { readonly enterprise: EnterpriseRecord }) {
  const { t } = useTranslation('homes');
  const building = useBuilding(enterprise.buildingUid);
  const { _id, uid, kind, creditCode, address, representative, phone, employees, isHazardous, status } = enterprise;
  const subject = { type: 'enterprise', scope: scopeOf(_id), uid };
  return (
    <dl className="facts">
      <Fact label={t('col.kind')}>{t(`enterprise.${kind}`)}</Fact>
      <Fact label={t('col.status')}>{t(`status.${status}`)}</Fact>
      {isHazardous && (
        <Fact label={t('col.hazardous')}>
          <Pill shape="due">{t('hazardous')}</Pill>
        </Fact>
      )}
      <Fact label={t('col.creditCode')}>{creditCode}</Fact>
      <Fact label={t('col.address')}>{address}</Fact>
      {building && <Fact label={t('col.building')}>{`${building.street} ${building.name}`.trim()}</Fact>}
      <Fact label={t('col.representative')}>
        <SealedValue
          sealed={representative}
          subject={{ ...subject, field: 'representative' }}
          label={t('col.representative')}
          mask={maskName}
        />
      </Fact>
      <Fact label={t('col.phone')}>
        <SealedValue sealed={phone} subject={{ ...subject, field: 'phone' }} label={t('col.phone')} mask={maskPhone} />
      </Fact>
      <Fact label={t('col.employees')}>{employees === null ? null : t('employees.text', { count: employees })}</Fact>
      <ChangesFact record={enterprise} />
    </dl>
  );
}
