import type { Messages } from '#renderer/ui/words';
import { messages as apply } from './apply/messages';
import { messages as camera } from './camera/messages';
import { messages as frame } from './frame/messages';
import { messages as guide } from './guide/messages';
import { messages as handIn } from './hand-in/messages';
import { messages as home } from './home/messages';
import { messages as keyboard } from './keyboard/messages';
import { messages as notices } from './notices/messages';
import { messages as progress } from './progress/messages';
import { messages as report } from './report/messages';
import { messages as ticket } from './ticket/messages';

/** The words of the kiosk's own pages; calls, bookings and leaving bring theirs. */
export const kioskParts: Readonly<Record<string, Messages>> = {
  kiosk: frame,
  kioskHome: home,
  kioskTicket: ticket,
  kioskProgress: progress,
  kioskGuide: guide,
  kioskKeyboard: keyboard,
  kioskCamera: camera,
  kioskHandIn: handIn,
  kioskApply: apply,
  kioskReport: report,
  kioskNotices: notices,
};
