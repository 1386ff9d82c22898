import type { Page, Route } from 'playwright-core';
import { T0 } from '#test/support/builders';
import { memoryServices, type MemoryServices } from '#test/support/services';
import { noDevices, nobody } from '#test/support/absent-services';
import { testSessions, type TestClaims } from '#test/support/sessions';
import { runGatewayOver } from '../../integration/gateway/running-gateway';

export interface RealHost {
  /** From now on what the page asks of the host at `/api/` reaches the real gateway; the page's address says `host=real`. */
  stand(page: Page, claims: TestClaims): Promise<void>;
  stop(): Promise<void>;
}

/** A real gateway over these services, to stand behind pages of the screens. */
export async function openRealHost(services: Partial<MemoryServices>): Promise<RealHost> {
  const sessions = testSessions();
  const all = { ...memoryServices(() => T0), ...services };
  const host = await runGatewayOver({ sessions, staff: nobody, devices: noDevices, services: all });
  return {
    stand: async (page, claims) => {
      const authorization = `Bearer ${sessions.issue(claims)}`;
      await page.route('**/api/**', async (route: Route) => {
        const request = route.request();
        const { pathname, search } = new URL(request.url());
        const body = request.postData();
        try {
          const answer = await fetch(host.origin + pathname + search, {
            method: request.method(),
            headers: { authorization, ...(body !== null && { 'content-type': 'application/json' }) },
            ...(body !== null && { body }),
          });
          const headers = Object.fromEntries(answer.headers);
          await route.fulfill({ status: answer.status, headers, body: Buffer.from(await answer.arrayBuffer()) });
        } catch {
          // The host or the page has gone while something was asked.
          await route.abort().catch(() => undefined);
        }
      });
    },
    stop: host.stop,
  };
}
