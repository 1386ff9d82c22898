import { breakingWith } from '#test/support/breaking-body';
import type { Link } from './operations';

/** The line between one replica and the hub, and what goes over it. */
export interface Network {
  readonly send: typeof globalThis.fetch;
  set(link: Link): void;
  /** Whether anything may fail on it. */
  isBad(): boolean;
  /** Everything under way breaks off. */
  cut(): void;
  /** The next push reaches the hub twice. */
  doubleNextPush(): void;
  /** A push of earlier reaches the hub once more; its sender hears nothing of it. */
  replay(back: number): Promise<void>;
  /** Requests made so far. */
  requests(): number;
  /** Requests whose sender waits for an answer. */
  pending(): number;
  /** Resolves when what the hub still gets behind its senders' backs has arrived. */
  ghostsGone(): Promise<void>;
}

/** Pushes kept for `replay`. */
const KEPT_PUSHES = 8;

const isPush = (url: string, init?: RequestInit): boolean => init?.method === 'POST' && url.endsWith('/_bulk_docs');

const html = (status: number) =>
  new Response('<html>请登录</html>', { status, headers: { 'content-type': 'text/html' } });

export function createNetwork(): Network {
  let link: Link = 'up';
  let cutting = new AbortController();
  let opening = gate();
  let requests = 0;
  let pending = 0;
  let isNextDoubled = false;
  const pushes: { readonly url: string; readonly init: RequestInit }[] = [];
  const ghosts = new Set<Promise<unknown>>();

  function cut(): void {
    cutting.abort(new TypeError('the line broke'));
    cutting = new AbortController();
  }

  /** To the hub without anybody waiting for it. */
  function haunt(url: string, init: RequestInit): Promise<unknown> {
    const { signal: _signal, ...rest } = init;
    const ghost = fetch(url, rest)
      .then((response) => response.arrayBuffer())
      .catch(() => undefined)
      .finally(() => ghosts.delete(ghost));
    ghosts.add(ghost);
    return ghost;
  }

  async function send(url: string, init: RequestInit): Promise<Response> {
    const line = cutting.signal;
    const signal = AbortSignal.any([line, ...(init.signal ? [init.signal] : [])]);
    if (isPush(url, init)) {
      const { signal: _signal, ...rest } = init;
      pushes.unshift({ url, init: rest });
      pushes.length = Math.min(pushes.length, KEPT_PUSHES);
    }
    if (link === 'held') {
      await Promise.race([opening.opened, aborted(signal)]);
      if (signal.aborted) {
        // The client has given up; what it had sent is on the way all the same.
        if (isPush(url, init)) void opening.opened.then(() => haunt(url, init));
        throw signal.reason;
      }
    }
    if (link === 'down') throw new TypeError('no network');
    if (link === 'flaky' && requests % 3 === 0) throw new TypeError('a bad line');
    if (link === 'portal') return html(200);
    if (link === 'proxy-refuses') return html(403);
    if (link === 'proxy-fails') return html(502);
    if (isNextDoubled && isPush(url, init)) {
      isNextDoubled = false;
      await haunt(url, init);
    }
    const response = breakingWith(line, await fetch(url, { ...init, signal }));
    const isStream = response.headers.get('content-type')?.startsWith('text/event-stream') ?? false;
    if (isStream) return response;
    if (link === 'lost-answers' && init.method === 'POST') {
      await response.arrayBuffer();
      throw new TypeError('the answer was lost');
    }
    if (link === 'cut-answers') return cutShort(await response.text(), response);
    return response;
  }

  return {
    send: async (input, init = {}) => {
      requests += 1;
      pending += 1;
      try {
        return await send(String(input), init);
      } finally {
        pending -= 1;
      }
    },
    isBad: () => link !== 'up',
    set(next) {
      const wasHeld = link === 'held';
      link = next;
      if (next === 'down') cut();
      if (wasHeld && next !== 'held') {
        opening.open();
        opening = gate();
      }
    },
    cut,
    doubleNextPush: () => {
      isNextDoubled = true;
    },
    replay: async (back) => {
      const push = pushes[back];
      if (push) await haunt(push.url, push.init);
    },
    requests: () => requests,
    pending: () => pending,
    ghostsGone: async () => {
      while (ghosts.size > 0) await Promise.all(ghosts);
    },
  };
}

function gate(): { readonly opened: Promise<void>; open(): void } {
  let open = (): void => undefined;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return { opened, open };
}

const aborted = (signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    if (signal.aborted) resolve();
    else signal.addEventListener('abort', () => resolve(), { once: true });
  });

/** An answer whose connection breaks in the middle of its body. */
function cutShort(text: string, { status, headers }: Response): Response {
  const half = new TextEncoder().encode(text).slice(0, Math.floor(text.length / 2));
  const body = new ReadableStream<Uint8Array>({
    pull(controller) {
      controller.enqueue(half);
      controller.error(new TypeError('the connection broke'));
    },
  });
  return new Response(body, { status, headers });
}
