import { Button } from 'antd';
import { FileInput, Plus } from 'lucide-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { addressOf, Empty, goTo, useLayout, usePlace, useWords } from '#renderer/ui/index';
import { ExportButton, useListExport } from '../export/index';
import { IMPORTS_PATH } from '../imports/index';
import { ListPage, useRegisterList, useReturnToRow, type RegisterList } from '../lists/index';
import type { RegisterKind } from '#renderer/data/index';
import { useWritableGrids } from '../people/index';
import {
  useDwellingColumns,
  useEnterpriseColumns,
  useHouseholdColumns,
  USUAL_DWELLING_COLUMNS,
  USUAL_ENTERPRISE_COLUMNS,
  USUAL_HOUSEHOLD_COLUMNS,
} from './columns';
import { DwellingPanel } from './components/DwellingPanel';
import { EnterprisePanel } from './components/EnterprisePanel';
import { HouseholdPanel } from './components/HouseholdPanel';
import { homeFilterOf, useHomeFields } from './filters';
import { homeParts } from './home-parts';
import { HOME_TABS, HOMES_PATH, homesPlace, homeTabOf, type HomeTab } from './places';
import { useDwellingTouchRow, useEnterpriseTouchRow, useHouseholdTouchRow } from './touch-rows';
import { useHomeWords } from './words';
import './homes.css';

/** Dwellings, households and enterprises, each a list with what is opened beside it. */
export function HomesPage() {
  useWords(homeParts);
  const { query } = usePlace();
  const tab = homeTabOf(query['tab']);
  switch (tab) {
    case 'dwellings':
      return <Dwellings />;
    case 'households':
      return <Households />;
    case 'enterprises':
      return <Enterprises />;
  }
}

/** What the lists of homes have in common. */
const ADDRESSED = {
  path: HOMES_PATH,
  openKey: 'open',
  filterOf: homeFilterOf,
} as const;
const BY_ADDRESS = { by: 'address', descending: false } as const;
const BY_NAME = { by: 'name', descending: false } as const;

function Dwellings() {
  const { t } = useTranslation('homes');
  const words = useHomeWords();
  const touchRow = useDwellingTouchRow();
  const list = useRegisterList({
    ...ADDRESSED,
    name: 'dwellings',
    kind: 'dwelling',
    defaultSort: BY_ADDRESS,
    fields: useHomeFields().dwellings,
    columns: useDwellingColumns(),
    usualColumns: USUAL_DWELLING_COLUMNS,
  });
  const close = useClose(list.open);
  const { openId } = list;
  return (
    <ListPage
      list={list}
      title={<HomesTitle tab="dwellings" />}
      label={t('list.dwellings')}
      placeholder={t('search.dwellings')}
      countText={(count) => t('count.dwellings', { count })}
      nameOf={words.address}
      touchRow={touchRow}
      actions={<FileButtons list={list} title={t('tab.dwellings')} />}
      empty={<Empty title={t('empty.dwellings')} text={t('empty.text')} />}
      panel={openId !== null && <DwellingPanel key={openId} id={openId} onClose={close} />}
    />
  );
}

function Households() {
  const { t } = useTranslation('homes');
  const words = useHomeWords();
  const touchRow = useHouseholdTouchRow();
  const list = useRegisterList({
    ...ADDRESSED,
    name: 'households',
    kind: 'household',
    fixed: { tab: 'households' },
    defaultSort: BY_ADDRESS,
    fields: useHomeFields().households,
    columns: useHouseholdColumns(),
    usualColumns: USUAL_HOUSEHOLD_COLUMNS,
  });
  const close = useClose(list.open);
  const { openId } = list;
  return (
    <ListPage
      list={list}
      title={<HomesTitle tab="households" />}
      label={t('list.households')}
      placeholder={t('search.households')}
      countText={(count) => t('count.households', { count })}
      nameOf={words.address}
      touchRow={touchRow}
      actions={<FileButtons list={list} title={t('tab.households')} />}
      empty={<Empty title={t('empty.households')} text={t('empty.text')} />}
      panel={openId !== null && <HouseholdPanel key={openId} id={openId} onClose={close} />}
    />
  );
}

function Enterprises() {
  const { t } = useTranslation('homes');
  const touchRow = useEnterpriseTouchRow();
  const mayCreate = useWritableGrids().length > 0;
  const list = useRegisterList({
    ...ADDRESSED,
    name: 'enterprises',
    kind: 'enterprise',
    fixed: { tab: 'enterprises' },
    defaultSort: BY_NAME,
    fields: useHomeFields().enterprises,
    columns: useEnterpriseColumns(),
    usualColumns: USUAL_ENTERPRISE_COLUMNS,
  });
  const close = useClose(list.open);
  const { openId } = list;
  return (
    <ListPage
      list={list}
      title={<HomesTitle tab="enterprises" />}
      label={t('list.enterprises')}
      placeholder={t('search.enterprises')}
      countText={(count) => t('count.enterprises', { count })}
      nameOf={({ name }) => name}
      touchRow={touchRow}
      actions={
        <>
          <FileButtons list={list} title={t('tab.enterprises')} />
          {mayCreate && (
            <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => list.open('new')}>
              {t('action.new-enterprise')}
            </Button>
          )}
        </>
      }
      empty={<Empty title={t('empty.enterprises')} text={t('empty.text')} />}
      panel={openId !== null && <EnterprisePanel key={openId} id={openId} onOpen={list.open} onClose={close} />}
    />
  );
}

/** Closes what is opened and brings the focus back to its row. */
function useClose(open: (id: string | null) => void): () => void {
  const returnToRow = useReturnToRow();
  return () => {
    open(null);
    returnToRow();
  };
}

/** The page's name, and the ways to its lists. */
function HomesTitle({ tab }: { readonly tab: HomeTab }): ReactNode {
  const { t } = useTranslation('homes');
  return (
    <>
      <h1>{t('nav')}</h1>
      <nav className="home-tabs" aria-label={t('tabs')}>
        {HOME_TABS.map((each) => (
          <a key={each} href={addressOf(homesPlace({ tab: each }))} aria-current={each === tab ? 'page' : undefined}>
            {t(`tab.${each}`)}
          </a>
        ))}
      </nav>
    </>
  );
}

interface FileButtonsProps<K extends RegisterKind> {
  readonly list: RegisterList<K>;
  /** Names the file. */
  readonly title: string;
}

/** A list as a file, and for whoever may take something in, the way to the import. Not for a thumb. */
function FileButtons<K extends RegisterKind>({ list, title }: FileButtonsProps<K>) {
  const { t } = useTranslation('homes');
  const exported = useListExport(list);
  const isTablet = useLayout() === 'tablet';
  const mayCreate = useWritableGrids().length > 0;
  if (isTablet) return null;
  return (
    <>
      <ExportButton {...exported} title={title} />
      {mayCreate && (
        <Button
          icon={<FileInput size={16} aria-hidden="true" />}
          onClick={() => goTo({ path: IMPORTS_PATH, query: {} })}
        >
          {t('action.import')}
        </Button>
      )}
    </>
  );
}
