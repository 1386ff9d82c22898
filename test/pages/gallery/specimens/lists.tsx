import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DataGrid, Pill, useSelection, WindowedRows, type GridColumn, type Sort } from '#renderer/ui/index';
import { PEOPLE, type SpecimenPerson } from '../people';
import { Specimen } from '../specimen';

type By = 'name' | 'age';

/** Long lists: one that is all in memory, one that is fetched with rows still on their way, and one without anybody. */
export function Lists() {
  const { t } = useTranslation('gallery');
  const [open, setOpen] = useState<string | null>('person-1');
  const head = ['list.name', 'list.home', 'list.status'].map((words) => (
    <span key={words} role="columnheader">
      {t(words)}
    </span>
  ));
  return (
    <>
      <Specimen of="WindowedRows" words="rows" isColumn>
        <div className="specimen-frame gallery-people">
          <WindowedRows
            label={t('list')}
            rows={PEOPLE}
            rowHeight={40}
            keyOf={({ id }) => id}
            selectedKey={open}
            onOpen={({ id }) => setOpen(id)}
            head={head}
            cells={({ name, home }) => (
              <>
                <b role="gridcell">{name}</b>
                <span role="gridcell">{home}</span>
                <span role="gridcell">
                  <Pill shape="due">{t('status.due')}</Pill>
                </span>
              </>
            )}
          />
        </div>
      </Specimen>
      <Specimen of="DataGrid" words="grids" isColumn>
        <div className="specimen-frame">
          <People />
        </div>
      </Specimen>
    </>
  );
}

/** These rows are here; those after them are on their way. */
const LOADED = 6;

function People() {
  const { t } = useTranslation('gallery');
  const [sort, setSort] = useState<Sort<By>>({ by: 'age', descending: true });
  const [open, setOpen] = useState<string | null>('person-2');
  const selection = useSelection('gallery', {
    idAt: (index) => PEOPLE[index]?.id ?? null,
    idsBetween: async (from, to) => PEOPLE.slice(from, to + 1).map(({ id }) => id),
    allIds: async () => PEOPLE.map(({ id }) => id),
  });
  const columns: readonly GridColumn<SpecimenPerson, By>[] = [
    { id: 'name', label: t('list.name'), minWidth: 120, grow: 0, sort: 'name', isFixed: true, cell: nameCell },
    { id: 'home', label: t('list.home'), minWidth: 200, grow: 1, cell: ({ home }) => home },
    { id: 'age', label: t('list.age'), minWidth: 80, grow: 0, sort: 'age', align: 'end', cell: ({ age }) => age },
  ];
  return (
    <DataGrid
      label={t('list.grid')}
      total={PEOPLE.length}
      rowAt={(index) => (index < LOADED ? PEOPLE[index] : undefined)}
      idOf={({ id }) => id}
      nameOf={({ name }) => name}
      columns={columns}
      rowHeight={40}
      sort={sort}
      onSort={setSort}
      openId={open}
      onOpen={({ id }) => setOpen(id)}
      selection={selection}
      listKey="gallery"
    />
  );
}

const nameCell = ({ name }: SpecimenPerson) => <b>{name}</b>;
