import { Button, Input } from 'antd';
import { BookDown, Plus, Search } from 'lucide-react';
import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Dot, Empty, goTo, Loading, Pill, PrivateForm, useLayout, usePlace, WindowedRows } from '#renderer/ui/index';
import { categoriesFound, categoryView } from '../categories';
import { useUnits } from '../names';
import { INCIDENT_CATEGORIES_PATH, SHIPPED } from '../places';
import { useCategoryRecords, type CategoryRecord } from '../queries';
import { useLimitText } from '../words';
import { CategoryPanel } from './CategoryPanel';
import { ShippedPanel } from './shipped/ShippedPanel';

/** What the address names for a row that is not there yet. */
const NEW = 'new';
const ROW_HEIGHT = { desk: 44, touch: 88 } as const;

const show = (open: string, isReplacing: boolean) =>
  goTo({ path: INCIDENT_CATEGORIES_PATH, query: { open } }, { replace: isReplacing });

/** The table of categories, row by row, and beside it the one that is opened. */
export function CategoriesSection() {
  const { t } = useTranslation('incidentTables');
  const isTablet = useLayout() === 'tablet';
  const { open = '' } = usePlace().query;
  const [text, setText] = useState('');
  const rows = useCategoryRecords();
  const cells = useCells(isTablet);
  if (!rows) return <Loading label={t('loading')} lines={8} />;
  const found = new Set(
    text.trim() === ''
      ? rows.map(({ uid }) => uid)
      : categoriesFound(rows.map(categoryView), text).map(({ uid }) => uid),
  );
  const shown = rows.filter(({ uid }) => found.has(uid));
  const chosen = rows.find(({ uid }) => uid === open) ?? null;
  const isOpen = chosen !== null || open === NEW || open === SHIPPED;
  const panel =
    isOpen && open === SHIPPED ? (
      <ShippedPanel all={rows} onClose={() => show('', false)} />
    ) : (
      isOpen && (
        <CategoryPanel
          key={open}
          row={chosen}
          all={rows}
          onClose={() => show('', false)}
          onSaved={(uid) => show(uid, true)}
        />
      )
    );
  const without = rows.filter(({ active, limit }) => active && limit === null).length;
  return (
    <div className="list-body">
      <section className="card list-card" hidden={isTablet && isOpen}>
        <div className="tables-tools">
          <PrivateForm role="search">
            <Input
              allowClear
              prefix={<Search size={16} aria-hidden="true" />}
              aria-label={t('category.search')}
              placeholder={t('category.search')}
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          </PrivateForm>
          <p>{t('category.summary', { count: rows.length, without })}</p>
          <Button icon={<BookDown size={16} aria-hidden="true" />} onClick={() => show(SHIPPED, isOpen)}>
            {t('category.shipped')}
          </Button>
          <Button type="primary" icon={<Plus size={16} aria-hidden="true" />} onClick={() => show(NEW, isOpen)}>
            {t('category.add')}
          </Button>
        </div>
        {rows.length === 0 ? (
          <Empty
            title={t('category.first')}
            text={t('category.first.text')}
            action={<Button onClick={() => show(SHIPPED, isOpen)}>{t('category.first.take')}</Button>}
          />
        ) : shown.length === 0 ? (
          <Empty title={t('category.none')} text={t('category.none.text')} />
        ) : (
          <div className="category-rows">
            <WindowedRows
              label={t('section.categories')}
              rows={shown}
              rowHeight={ROW_HEIGHT[isTablet ? 'touch' : 'desk']}
              keyOf={({ uid }) => uid}
              selectedKey={chosen?.uid ?? null}
              onOpen={({ uid }) => show(uid, isOpen)}
              head={isTablet ? null : <Head />}
              cells={cells}
            />
          </div>
        )}
      </section>
      {panel && <aside className={isTablet ? 'list-panel' : 'list-panel card'}>{panel}</aside>}
    </div>
  );
}

const COLUMNS = ['major', 'name', 'limit', 'unit', 'marks'] as const;

function Head() {
  const { t } = useTranslation('incidentTables');
  return (
    <>
      {COLUMNS.map((column) => (
        <span key={column} role="columnheader">
          {t(`col.${column}`)}
        </span>
      ))}
    </>
  );
}

function useCells(isTablet: boolean): (row: CategoryRecord) => ReactNode {
  const { t } = useTranslation(['incidentTables', 'incidents']);
  const limitText = useLimitText();
  const { nameOfUnit } = useUnits();
  const marks = ({ urgent, photoNeeded, pausable, active }: CategoryRecord) => (
    <span className="category-marks">
      {!active && <Pill shape="paused">{t('mark.away')}</Pill>}
      {urgent && <Pill shape="alert">{t('mark.urgent')}</Pill>}
      {photoNeeded && <span>{t('mark.photo')}</span>}
      {pausable && <span>{t('mark.pausable')}</span>}
    </span>
  );
  const limit = (row: CategoryRecord) =>
    row.limit ? limitText(row) : <span className="quiet">{t('limit.none', { ns: 'incidents' })}</span>;
  const unit = ({ unitUid, department }: CategoryRecord) =>
    unitUid !== null ? nameOfUnit(unitUid) : (department ?? <span className="quiet">{t('unit.by-rule')}</span>);
  if (isTablet) {
    return (row) => (
      <span role="gridcell" className="touch-lines">
        <span className="touch-line">
          <b>{row.minor.name}</b>
          <span className="end">{limit(row)}</span>
        </span>
        <span className="touch-line is-second">
          {row.major.name}
          <Dot />
          {marks(row)}
        </span>
      </span>
    );
  }
  return (row) => (
    <>
      <span role="gridcell">{row.major.name}</span>
      <span role="gridcell">
        <b>{row.minor.name}</b>
      </span>
      <span role="gridcell">{limit(row)}</span>
      <span role="gridcell">{unit(row)}</span>
      <span role="gridcell">{marks(row)}</span>
    </>
  );
}
