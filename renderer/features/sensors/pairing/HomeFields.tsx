import { useTranslation } from 'react-i18next';
import { useRegisterAnswer, type PersonRow } from '#renderer/data/index';
import { maskAddress } from '#shared/domain/privacy/mask';
import { Field, Select } from '#renderer/ui/index';
import { useIsOwnGrid, useToday } from '../../people/index';
import { RegisterPicker } from '../../person/index';
import type { PairingEntry } from './entry';
import { usePairingGrids } from './rights';

interface HomeFieldsProps {
  readonly entry: PairingEntry;
  readonly onChange: (part: Partial<PairingEntry>) => void;
  readonly homeError: string | null;
  readonly personError: string | null;
}

/** In which home it hangs, and whom there it watches over. */
export function HomeFields({ entry, onChange, homeError, personError }: HomeFieldsProps) {
  const { t } = useTranslation('sensors');
  const grids = usePairingGrids();
  const home = useHome(entry.dwellingUid);
  const isOwnGrid = useIsOwnGrid();
  const shown = home && (isOwnGrid(home.id) ? home.address : maskAddress(home.address));
  return (
    <>
      {entry.dwellingUid === null ? (
        <Field label={t('field.home')} error={homeError}>
          {(ties) => (
            <RegisterPicker
              {...ties}
              kind="dwelling"
              label={t('field.home')}
              placeholder={t('field.home.hint')}
              isWanted={({ grid }) => grids.includes(grid)}
              detail={({ detail }) => detail}
              onPick={({ uid, grid }) => onChange({ dwellingUid: uid, grid, personUid: null })}
            />
          )}
        </Field>
      ) : (
        <div className="field">
          <span>{t('field.home')}</span>
          <p className="chosen-home">
            <b>{shown ?? t('hangs.home')}</b>
            <button
              type="button"
              className="link-button"
              onClick={() => onChange({ dwellingUid: null, personUid: null })}
            >
              {t('field.home.other')}
            </button>
          </p>
        </div>
      )}
      {home && (
        <Field label={t('field.person')} hint={t('field.person.hint')} error={personError}>
          {(ties) => (
            <Select
              {...ties}
              value={entry.personUid ?? ''}
              onChange={(uid) => onChange({ personUid: uid === '' ? null : uid })}
            >
              <option value="">{t('field.person.none')}</option>
              {home.people.map(({ uid, name }) => (
                <option key={uid} value={uid}>
                  {name}
                </option>
              ))}
            </Select>
          )}
        </Field>
      )}
    </>
  );
}

/** People of one home that are offered: a dormitory has more, and its devices watch over nobody in particular. */
const MOST_PEOPLE = 60;

interface Home {
  readonly id: string;
  readonly address: string;
  /** Who lives there, but for those whose file is closed to the reader. */
  readonly people: readonly PersonRow[];
}

function useHome(dwellingUid: string | null): Home | null {
  const today = useToday();
  const answer = useRegisterAnswer(
    async (register) => {
      if (dwellingUid === null) return null;
      const filter = { dwellingUids: [dwellingUid] };
      const [homes, people] = await Promise.all([
        register.list({
          kind: 'dwelling',
          filter,
          sort: { by: 'address', descending: false },
          offset: 0,
          limit: 1,
          today,
        }),
        register.list({
          kind: 'person',
          filter,
          sort: { by: 'age', descending: true },
          offset: 0,
          limit: MOST_PEOPLE,
          today,
        }),
      ]);
      const [home] = homes.rows;
      if (!home) return null;
      const { id, uid, address } = home;
      return { id, uid, address, people: people.rows.filter(({ name }) => name !== null) };
    },
    [dwellingUid, today],
  );
  return answer?.uid === dwellingUid ? (answer ?? null) : null;
}
