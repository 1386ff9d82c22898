import { contentSecurityPolicy } from '#main/policy/content-security';
import { SHELL_ORIGIN } from '#main/policy/origins';

/** The pages a person sees while there are no screens yet: no script, no data, readable without any network. */

export const BOOT_URL = `${SHELL_ORIGIN}/boot`;
export const ERROR_URL = `${SHELL_ORIGIN}/error`;
/** Following this link starts the host once more. */
export const AGAIN_URL = `${SHELL_ORIGIN}/again`;

/** What fills a kiosk's screen while its door does not answer. */
export const KIOSK_AWAY_URL = `${SHELL_ORIGIN}/kiosk-away`;

const STYLE = `
  body { margin: 0; height: 100vh; display: grid; place-content: center; gap: 12px; text-align: center;
         font: 16px/1.6 "Noto Sans SC", "Microsoft YaHei", "PingFang SC", sans-serif; color: #24221E; background: #F6F4EF; }
  h1 { margin: 0; font-size: 24px; font-weight: 600; }
  p { margin: 0; max-width: 34em; }
  code { font-size: 14px; color: #565148; word-break: break-word; }
  a { justify-self: center; padding: 8px 24px; border-radius: 6px; background: #17607A; color: #fff; text-decoration: none; }
`;

const page = (body: string): string =>
  `<!doctype html><html lang="zh-CN"><head><meta charset="utf-8"><title>邻里工作站</title><style>${STYLE}</style></head><body>${body}</body></html>`;

/** While the host starts. */
export const bootPage = (): string => page('<h1>邻里工作站</h1><p>正在启动……<br>Starting…</p>');

/** When the host did not start: `reason` is the last thing it said, shown as text whatever it contains. */
export const errorPage = (reason: string): string =>
  page(
    `<h1>工作站没有启动</h1><p>已保存的内容没有丢失。请再试一次；如果还是不行，请把下面这行告诉管理员。</p>` +
      `<p lang="en">The workstation did not start. Nothing that was saved is lost.</p>` +
      `<code>${escapeHtml(reason)}</code><a href="${AGAIN_URL}">再试一次 · Try again</a>`,
  );

/** Residents read the large words; the small line is for whoever repairs it. */
export const kioskAwayPage = (reason: string): string =>
  page(
    `<h1 style="font-size:64px">正在连接</h1><p style="font-size:36px">请先到窗口办理。连上以后，这里会自己恢复。</p>` +
      `<p lang="en" style="font-size:28px">Connecting. Please go to a window; this screen comes back by itself.</p>` +
      (isUntrusted(reason)
        ? '<p style="font-size:28px">这台机器还没有安装站点证书：请工作人员打开证书页安装。</p>'
        : '') +
      `<code>${escapeHtml(reason)}</code>`,
  );

/** Chromium's word for a certificate that nothing on this machine vouches for. */
const isUntrusted = (reason: string): boolean => reason.includes('ERR_CERT_AUTHORITY_INVALID');

/** A page as the protocol handler returns it. */
export function htmlResponse(html: string, status = 200): Response {
  return new Response(html, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': contentSecurityPolicy('shell'),
      'cache-control': 'no-store',
    },
  });
}

function escapeHtml(text: string): string {
  const entities: Readonly<Record<string, string>> = {
    '&': '&amp;',
    '<': '&lt;',
    '>': '&gt;',
    '"': '&quot;',
    "'": '&#39;',
  };
  return text.replace(/[&<>"']/g, (character) => entities[character] ?? character);
}
