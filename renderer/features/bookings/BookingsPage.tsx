import { Button } from 'antd';
import { CalendarPlus, ChevronLeft, ChevronRight } from 'lucide-react';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { addDays, isCalendarDate } from '#shared/domain/calendar/date';
import type { BookingOffer } from '#shared/ipc/booking-api';
import {
  DataGrid,
  Empty,
  goTo,
  Loading,
  Pill,
  useLayout,
  usePlace,
  useWords,
  type GridColumn,
} from '#renderer/ui/index';
import { useReturnToRow } from '../lists/index';
import { useToday } from '../people/index';
import { bookingParts } from './booking-parts';
import { BookingPanel } from './BookingPanel';
import { NewBooking } from './NewBooking';
import { bookingsPlace } from './places';
import { useBookings, type ShownBooking } from './queries';
import { useBookingDesk } from './use-desk';
import { spanOf, STANDING_SHAPES, useBookingWords, useWho } from './words';
import './bookings.css';

const ROW_HEIGHT = { desk: 40, touch: 96 } as const;
const BESIDE_PANEL = ['slot', 'who', 'state'];
const BY_SLOT = { by: 'slot', descending: false } as const;
/** Opened like a booking, this is the form for a new one. */
const NEW = 'new';

/** Who has booked on a day, in the order of the slots; and a place for somebody before the desk or on the telephone. */
export function BookingsPage() {
  useWords(bookingParts);
  const { t } = useTranslation('bookings');
  const { query } = usePlace();
  const today = useToday();
  const words = useBookingWords();
  const isTablet = useLayout() === 'tablet';
  const returnToRow = useReturnToRow();
  const named = query['day'] ?? '';
  const day = isCalendarDate(named) ? named : today;
  const open = query['open'] ?? '';
  const rows = useBookings(day);
  const offer = useOffer(day);
  const lineName = (group: string): string => {
    const name = offer?.lines.find((line) => line.group === group)?.name;
    return name ? words.label(name) : group;
  };
  const show = (to: { readonly day?: string; readonly open?: string }) => {
    const next = to.day ?? day;
    goTo(bookingsPlace({ day: next === today ? '' : next, open: to.open ?? '' }));
  };
  const close = () => {
    show({});
    returnToRow();
  };
  const opened = rows?.find(({ record }) => record._id === open);
  const isPanel = open === NEW || opened !== undefined;
  const count = (standing: ShownBooking['standing']) => rows?.filter((each) => each.standing === standing).length ?? 0;
  return (
    <div className="list-page bookings">
      <header className="page-head" hidden={isTablet && isPanel}>
        <div>
          <h1>{t('title')}</h1>
          <p role="status">
            {rows && t('summary', { open: count('booked'), arrived: count('arrived'), missed: count('missed') })}
          </p>
        </div>
        <div className="page-actions">
          <Button
            type="primary"
            icon={<CalendarPlus size={16} aria-hidden="true" />}
            onClick={() => show({ open: NEW })}
          >
            {t('new')}
          </Button>
        </div>
      </header>
      <div className="list-body">
        <section className="card list-card" hidden={isTablet && isPanel}>
          <div className="booking-days">
            <Button aria-label={t('day.before')} onClick={() => show({ day: addDays(day, -1) })}>
              <ChevronLeft size={18} aria-hidden="true" />
            </Button>
            <h2>{words.day(day)}</h2>
            <Button aria-label={t('day.after')} onClick={() => show({ day: addDays(day, 1) })}>
              <ChevronRight size={18} aria-hidden="true" />
            </Button>
            {day !== today && <Button onClick={() => show({ day: today })}>{t('day.today')}</Button>}
          </div>
          {!rows && <Loading label={t('loading')} lines={6} />}
          {rows?.length === 0 && <Empty title={t('empty.title', { day: words.day(day) })} text={t('empty.text')} />}
          {rows && rows.length > 0 && (
            <Table
              rows={rows}
              label={t('list.label', { day: words.day(day) })}
              open={open}
              isTablet={isTablet}
              lineName={lineName}
              onOpen={(id) => show({ open: id })}
            />
          )}
        </section>
        {isPanel && (
          <aside className={isTablet ? 'list-panel' : 'list-panel card'}>
            {opened ? (
              <BookingPanel key={open} shown={opened} lineName={lineName} onClose={close} />
            ) : (
              <NewBooking day={day} onClose={close} />
            )}
          </aside>
        )}
      </div>
    </div>
  );
}

/** What the lines are called; asked once a day that is looked at, and nothing waits for it. */
function useOffer(day: string): BookingOffer | null {
  const desk = useBookingDesk();
  const [offer, setOffer] = useState<BookingOffer | null>(null);
  useEffect(() => {
    let isWanted = true;
    desk.offer().then(
      (next) => isWanted && setOffer(next),
      () => undefined,
    );
    return () => {
      isWanted = false;
    };
  }, [desk, day]);
  return offer;
}

interface TableProps {
  readonly rows: readonly ShownBooking[];
  readonly label: string;
  readonly open: string;
  readonly isTablet: boolean;
  readonly lineName: (group: string) => string;
  readonly onOpen: (id: string) => void;
}

function Table({ rows, label, open, isTablet, lineName, onOpen }: TableProps) {
  const { t } = useTranslation('bookings');
  const whoOf = useWho();
  const column = (
    id: string,
    minWidth: number,
    grow: number,
    cell: (row: ShownBooking) => React.ReactNode,
  ): GridColumn<ShownBooking, 'slot'> => ({ id, label: t(`col.${id}`), minWidth, grow, cell });
  const state = ({ standing }: ShownBooking) => <Pill shape={STANDING_SHAPES[standing]}>{t(`state.${standing}`)}</Pill>;
  const columns = [
    { ...column('slot', 116, 0, ({ record }) => <b>{spanOf(record)}</b>), isFixed: true },
    column('who', 140, 1, whoOf),
    column('line', 120, 1, ({ record }) => lineName(record.group)),
    column('channel', 96, 0, ({ record }) => t(`channel.${record.channel}`)),
    column('state', 104, 0, state),
    column('number', 72, 0, ({ record }) => record.ticketNumber ?? ''),
  ];
  return (
    <DataGrid<ShownBooking, 'slot'>
      label={label}
      total={rows.length}
      rowAt={(index) => rows[index]}
      idOf={({ record }) => record._id}
      nameOf={(row) => `${spanOf(row.record)} ${whoOf(row)}`}
      columns={open === '' ? columns : columns.filter(({ id }) => BESIDE_PANEL.includes(id))}
      rowHeight={ROW_HEIGHT[isTablet ? 'touch' : 'desk']}
      sort={BY_SLOT}
      onSort={() => undefined}
      openId={open === '' ? null : open}
      onOpen={({ record }) => onOpen(record._id)}
      selection={null}
      touchRow={
        isTablet
          ? (row) => (
              <div role="gridcell" className="touch-lines">
                <div>
                  <b>{spanOf(row.record)}</b>
                  <span className="end">{row.record.ticketNumber}</span>
                </div>
                <div>
                  {state(row)}
                  <span className="is-long">{whoOf(row)}</span>
                </div>
              </div>
            )
          : undefined
      }
      listKey={`${label} ${rows.length}`}
    />
  );
}
