import { Button, Input } from 'antd';
import { Bookmark, Check, ChevronDown, Pencil, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { PrivateForm } from '../private-form';
import { PopoverButton } from './popover-button';

interface NamedView {
  readonly id: string;
  readonly name: string;
}

interface ViewsMenuProps {
  readonly views: readonly NamedView[];
  /** The view that the list shows now, or null. */
  readonly currentId: string | null;
  readonly onOpen: (id: string) => void;
  readonly onSave: (name: string) => void;
  readonly onRename: (id: string, name: string) => void;
  readonly onDelete: (id: string) => void;
}

const NAME_LENGTH = 40;

/** The lists that somebody gave a name to: opens, saves, renames and deletes them. */
export function ViewsMenu({ views, currentId, onOpen, onSave, onRename, onDelete }: ViewsMenuProps) {
  const { t } = useTranslation('list');
  const current = views.find(({ id }) => id === currentId);
  return (
    <PopoverButton
      label={t('views')}
      className={`tool-button${current ? ' is-on' : ''}`}
      face={
        <>
          <Bookmark size={14} aria-hidden="true" />
          {current && <span className="visually-hidden">{t('views.current')}</span>}
          <span className="view-name">{current?.name ?? t('views')}</span>
          <ChevronDown size={14} aria-hidden="true" />
        </>
      }
    >
      {(close) => (
        <div className="views-menu">
          {views.length === 0 && <p>{t('views.none')}</p>}
          <ul>
            {views.map((view) => (
              <ViewLine
                key={view.id}
                view={view}
                isCurrent={view.id === currentId}
                onOpen={() => {
                  onOpen(view.id);
                  close();
                }}
                onRename={(name) => onRename(view.id, name)}
                onDelete={() => onDelete(view.id)}
              />
            ))}
          </ul>
          <NameForm
            label={t('views.name')}
            action={t('views.save')}
            initial=""
            onName={(name) => {
              onSave(name);
              close();
            }}
          />
        </div>
      )}
    </PopoverButton>
  );
}

interface ViewLineProps {
  readonly view: NamedView;
  readonly isCurrent: boolean;
  readonly onOpen: () => void;
  readonly onRename: (name: string) => void;
  readonly onDelete: () => void;
}

function ViewLine({ view, isCurrent, onOpen, onRename, onDelete }: ViewLineProps) {
  const { t } = useTranslation('list');
  const [asked, setAsked] = useState<'rename' | 'delete' | null>(null);
  const { name } = view;
  if (asked === 'rename') {
    return (
      <li>
        <NameForm
          label={t('views.name')}
          action={t('views.rename')}
          initial={name}
          onName={(next) => {
            onRename(next);
            setAsked(null);
          }}
        />
      </li>
    );
  }
  if (asked === 'delete') {
    return (
      <li className="view-question">
        <span>{t('views.delete-question', { name })}</span>
        <Button size="small" danger autoFocus onClick={onDelete}>
          {t('views.delete')}
        </Button>
        <Button size="small" onClick={() => setAsked(null)}>
          {t('views.keep')}
        </Button>
      </li>
    );
  }
  return (
    <li>
      <button type="button" className="view-open" aria-current={isCurrent ? 'true' : undefined} onClick={onOpen}>
        <span>{name}</span>
        {isCurrent && <Check size={14} aria-hidden="true" />}
      </button>
      <button type="button" aria-label={t('views.rename-named', { name })} onClick={() => setAsked('rename')}>
        <Pencil size={14} aria-hidden="true" />
      </button>
      <button type="button" aria-label={t('views.delete-named', { name })} onClick={() => setAsked('delete')}>
        <Trash2 size={14} aria-hidden="true" />
      </button>
    </li>
  );
}

interface NameFormProps {
  readonly label: string;
  readonly action: string;
  readonly initial: string;
  readonly onName: (name: string) => void;
}

function NameForm({ label, action, initial, onName }: NameFormProps) {
  const [name, setName] = useState(initial);
  const given = name.trim();
  return (
    <PrivateForm className="view-form" onSubmit={() => given !== '' && onName(given)}>
      <Input
        size="small"
        autoFocus={initial !== ''}
        maxLength={NAME_LENGTH}
        aria-label={label}
        placeholder={label}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <Button size="small" htmlType="submit" disabled={given === ''}>
        {action}
      </Button>
    </PrivateForm>
  );
}
