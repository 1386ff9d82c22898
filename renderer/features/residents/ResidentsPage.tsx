import { Button } from 'antd';
import { FileInput, UserPlus } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Empty, goTo, useLayout } from '#renderer/ui/index';
import { ExportButton, useListExport } from '../export/index';
import { IMPORTS_PATH } from '../imports/index';
import { ListPage, useRegisterList, useReturnToRow } from '../lists/index';
import { newPersonPlace, useWritableGrids } from '../people/index';
import { PersonBeside } from '../person/index';
import { useResidentColumns, USUAL_COLUMNS, useResidentTouchRow } from './columns';
import { useStatusChange } from './components/use-status-change';
import { residentFilterOf, useResidentFields } from './filters';
import { RESIDENTS_PATH } from './places';
import { useResidentWords } from './words';

/** Everybody on this device, to be narrowed, sorted, selected and changed; with somebody beside the list. */
export function ResidentsPage() {
  const { t } = useTranslation('residents');
  const mayWrite = useWritableGrids().length > 0;
  const words = useResidentWords();
  const touchRow = useResidentTouchRow();
  const returnToRow = useReturnToRow();
  const list = useRegisterList({
    name: 'residents',
    kind: 'person',
    path: RESIDENTS_PATH,
    openKey: 'person',
    defaultSort: { by: 'name', descending: false },
    fields: useResidentFields(),
    filterOf: residentFilterOf,
    columns: useResidentColumns(),
    usualColumns: USUAL_COLUMNS,
  });
  const changes = useStatusChange(list.selection);
  const exported = { ...useListExport(list), title: t('nav') };
  const isTablet = useLayout() === 'tablet';
  const { openId } = list;
  const close = () => {
    list.open(null);
    returnToRow();
  };
  return (
    <ListPage
      list={list}
      title={<h1>{t('nav')}</h1>}
      label={t('list.label')}
      placeholder={t('list.search')}
      countText={(count) => t('count', { count })}
      nameOf={words.name}
      touchRow={touchRow}
      actions={
        <>
          {!isTablet && <ExportButton {...exported} />}
          <ResidentActions mayCreate={mayWrite} />
        </>
      }
      bulk={
        <>
          {mayWrite && changes.actions}
          {!isTablet && <ExportButton {...exported} ids={[...list.selection.ids]} />}
        </>
      }
      notice={changes.notice}
      empty={<Empty title={t('empty')} text={t('empty.text')} />}
      panel={openId !== null && <PersonBeside key={openId} personId={openId} onClose={close} />}
    />
  );
}

function ResidentActions({ mayCreate }: { readonly mayCreate: boolean }) {
  const { t } = useTranslation('residents');
  const isTablet = useLayout() === 'tablet';
  if (!mayCreate) return null;
  return (
    <>
      {!isTablet && (
        <Button
          icon={<FileInput size={16} aria-hidden="true" />}
          onClick={() => goTo({ path: IMPORTS_PATH, query: {} })}
        >
          {t('action.import')}
        </Button>
      )}
      <Button type="primary" icon={<UserPlus size={16} aria-hidden="true" />} onClick={() => goTo(newPersonPlace())}>
        {t('action.new')}
      </Button>
    </>
  );
}
