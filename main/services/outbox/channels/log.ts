import type { Log } from '../../ports';
import type { Channel } from '../channel';

/** The host's own log: which text it was and its id; no words and nobody's name. */
export function createLogChannel({ log }: { readonly log: Log }): Channel {
  return {
    carries: 'record',
    disturbs: false,
    refuses: ({ recipient }) =>
      recipient.kind === 'contact' || recipient.kind === 'booking' ? 'the log reaches no resident' : null,
    send: async ({ message }) => {
      log.info(`message.${message.template}`, { id: message._id });
      return { kind: 'delivered', code: 'ok' };
    },
  };
}
