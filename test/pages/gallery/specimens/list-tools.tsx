import { Button } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import {
  ColumnChooser,
  FilterBar,
  FilterChips,
  NoticeBar,
  SelectionBar,
  ViewsMenu,
  type ColumnChoice,
  type FilterField,
  type FilterValues,
} from '#renderer/ui/index';
import { Specimen } from '../specimen';

const USUAL: ColumnChoice = { shown: ['name', 'age'], widths: {} };

/** What stands around a list: how it is narrowed, which columns it has, what is done with what is selected. */
export function ListTools() {
  const { t } = useTranslation('gallery');
  const [values, setValues] = useState<FilterValues>({ grid: '1,2', age: '65-79', sex: 'female' });
  const [text, setText] = useState('');
  const [choice, setChoice] = useState(USUAL);
  const fields: readonly FilterField[] = [
    {
      id: 'grid',
      label: t('select.grid'),
      kind: 'several',
      isMain: true,
      options: [1, 2, 3].map((number) => ({ value: String(number), label: t('grid', { number }) })),
    },
    {
      id: 'sex',
      label: t('filter.sex'),
      kind: 'one',
      isMain: true,
      options: (['female', 'male'] as const).map((value) => ({ value, label: t(`filter.${value}`) })),
    },
    { id: 'age', label: t('list.age'), kind: 'range', options: [], max: 120, unit: t('filter.years') },
  ];
  const bar = { fields, values, onChange: setValues, text, onText: setText, placeholder: t('filter.find') };
  const columns = (['name', 'age', 'home'] as const).map((id) => ({
    id,
    label: t(`list.${id}`),
    minWidth: 80,
    isFixed: id === 'name',
  }));
  const views = [
    { id: 'alone', name: t('view.alone') },
    { id: 'long', name: t('view.long') },
  ];
  const menu = { onOpen: nothing, onSave: nothing, onRename: nothing, onDelete: nothing };
  return (
    <>
      <Specimen of="FilterBar" words="filters" isColumn>
        <FilterBar {...bar} isTight={false}>
          <ColumnChooser columns={columns} choice={choice} onChange={setChoice} onReset={() => setChoice(USUAL)} />
        </FilterBar>
        <FilterBar {...bar} values={{}} isTight={false} />
        <FilterBar {...bar} isTight />
      </Specimen>
      <Specimen of="FilterChips" words="filter-chips">
        <FilterChips fields={fields} values={values} onChange={setValues} />
      </Specimen>
      <Specimen of="ViewsMenu" words="views">
        <ViewsMenu views={views} currentId={null} {...menu} />
        <ViewsMenu views={views} currentId="long" {...menu} />
        <ViewsMenu views={[]} currentId={null} {...menu} />
      </Specimen>
      <Specimen of="ColumnChooser" words="columns">
        <ColumnChooser columns={columns} choice={choice} onChange={setChoice} onReset={() => setChoice(USUAL)} />
      </Specimen>
      <Specimen of="SelectionBar" words="selection" isColumn>
        <SelectionBar count={3} total={1286} onAll={nothing} onClear={nothing}>
          <Button>{t('selection.act')}</Button>
        </SelectionBar>
        <SelectionBar count={1286} total={1286} onAll={nothing} onClear={nothing}>
          <Button>{t('selection.act')}</Button>
        </SelectionBar>
      </Specimen>
      <Specimen of="NoticeBar" words="notice" isColumn>
        <NoticeBar text={t('notice.done')} action={{ label: t('notice.undo'), onPress: nothing }} onClose={nothing} />
        <NoticeBar text={t('notice.plain')} onClose={nothing} />
      </Specimen>
    </>
  );
}

const nothing = () => undefined;
