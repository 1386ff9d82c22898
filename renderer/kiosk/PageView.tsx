import { lazy, Suspense, useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { Booked } from '#shared/ipc/booking-api';
import { Screen } from './frame/Screen';
import { HomePage } from './home/HomePage';
import { insist } from './insist';
import { loadDictionary } from './keyboard/dictionary';
import { bookingPage } from './slots';
import { useKiosk } from './session/kiosk-context';
import type { Page } from './session/pages';
import { PriorityPage } from './ticket/PriorityPage';
import { TakePage } from './ticket/TakePage';
import { TicketPage } from './ticket/TicketPage';

/** The first page is drawn by then. */
const PRELOAD_AFTER_MS = 800;

const loads = {
  progress: insist(() => import('./progress')),
  guide: insist(() => import('./guide')),
  apply: insist(() => import('./apply')),
  report: insist(() => import('./report')),
  notices: insist(() => import('./notices')),
};
const ProgressPage = lazy(() => loads.progress().then(({ ProgressPage: page }) => ({ default: page })));
const MatterPage = lazy(() => loads.progress().then(({ MatterPage: page }) => ({ default: page })));
const NumberPage = lazy(() => loads.progress().then(({ NumberPage: page }) => ({ default: page })));
const ItemsPage = lazy(() => loads.guide().then(({ ItemsPage: page }) => ({ default: page })));
const FamilyPage = lazy(() => loads.guide().then(({ FamilyPage: page }) => ({ default: page })));
const SearchPage = lazy(() => loads.guide().then(({ SearchPage: page }) => ({ default: page })));
const ItemPage = lazy(() => loads.guide().then(({ ItemPage: page }) => ({ default: page })));
const ApplyPage = lazy(() => loads.apply().then(({ ApplyPage: page }) => ({ default: page })));
const ReportPage = lazy(() => loads.report().then(({ ReportPage: page }) => ({ default: page })));
const NoticesPage = lazy(() => loads.notices().then(({ NoticesPage: page }) => ({ default: page })));
const NoticePage = lazy(() => loads.notices().then(({ NoticePage: page }) => ({ default: page })));
const BookingPage = bookingPage ? lazy(bookingPage) : null;

/** The page that is seen. */
export function PageView({ page }: { readonly page: Page }) {
  useEffect(() => {
    // All of it is small; when the host is gone nothing can be fetched any more.
    const timer = setTimeout(() => {
      for (const load of Object.values(loads)) void load();
      void loadDictionary();
    }, PRELOAD_AFTER_MS);
    return () => clearTimeout(timer);
  }, []);
  return <Suspense fallback={<Waiting />}>{viewOf(page)}</Suspense>;
}

function viewOf(page: Page) {
  switch (page.at) {
    case 'home':
      return <HomePage />;
    case 'take':
      return <TakePage />;
    case 'priority':
      return <PriorityPage wish={page.wish} />;
    case 'ticket':
      return <TicketPage taken={page.taken} />;
    case 'progress':
      return <ProgressPage />;
    case 'matter':
      return <MatterPage matter={page.matter} />;
    case 'my-number':
      return <NumberPage ticket={page.ticket} />;
    case 'items':
      return <ItemsPage purpose={page.purpose} />;
    case 'family':
      return <FamilyPage purpose={page.purpose} family={page.family} />;
    case 'search':
      return <SearchPage purpose={page.purpose} />;
    case 'item':
      return <ItemPage number={page.number} />;
    case 'apply':
      return <ApplyPage number={page.number} />;
    case 'report':
      return <ReportPage />;
    case 'notices':
      return <NoticesPage />;
    case 'notice':
      return <NoticePage uid={page.uid} />;
    case 'booking':
      return <Booking booking={page.booking} />;
  }
}

function Booking({ booking }: { readonly booking: Booked | null }) {
  const { host, back, home } = useKiosk();
  return BookingPage && <BookingPage host={host} found={booking} onBack={back} onHome={home} />;
}

function Waiting() {
  const { t } = useTranslation('kiosk');
  const { back } = useKiosk();
  return (
    <Screen part={t('kiosk')} title={t('wait.loading')} onBack={back}>
      <div />
    </Screen>
  );
}
