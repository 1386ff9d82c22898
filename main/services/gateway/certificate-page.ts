import type { FastifyInstance } from 'fastify';
import Fastify from 'fastify';
import type { Log } from '../ports';
import type { CertificatePageConfig } from './gateway-types';
import { escapeText } from './html';
import { sendError } from './refusals';
import { setSecurityHeaders } from './security-headers';
import { AppError } from '#shared/errors/app-error';

/** The listener that hands a new device the station's certificate authority, with its fingerprint to compare. No other route. */
export function createCertificatePage(config: CertificatePageConfig, log: Log): FastifyInstance {
  const limits = { maxHeaderSize: 8 * 1024, headersTimeout: 10_000 };
  const app = Fastify({
    logger: false,
    bodyLimit: 1024,
    requestTimeout: 10_000,
    exposeHeadRoutes: false,
    http: limits,
  });
  app.server.maxConnections = 200;
  app.removeAllContentTypeParsers();
  app.addHook('onRequest', async (_request, reply) => setSecurityHeaders(reply));
  app.setErrorHandler((error, request, reply) => sendError(error, request, reply, log));
  app.setNotFoundHandler((request, reply) =>
    sendError(new AppError('request.not-found', 'no such page'), request, reply, log),
  );

  const page = renderPage(config);
  app.get('/', (_request, reply) =>
    reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page),
  );
  app.get('/linli-ca.crt', (_request, reply) =>
    reply
      .type('application/x-x509-ca-cert')
      .header('content-disposition', 'attachment; filename="linli-ca.crt"')
      .header('cache-control', 'no-store')
      .send(Buffer.from(config.caPem)),
  );
  return app;
}

function renderPage({ stationName, fingerprint }: CertificatePageConfig): string {
  const name = escapeText(stationName);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${name} · 站点证书</title>
<style>
body { font: 16px/1.7 system-ui, sans-serif; max-width: 40rem; margin: 2rem auto; padding: 0 1rem; color: #1f2329; }
code { display: block; padding: .75rem; background: #f4f5f7; overflow-wrap: anywhere; font-size: 1.05rem; }
a.button { display: inline-block; padding: .6rem 1.4rem; background: #0b5cad; color: #fff; text-decoration: none; border-radius: 6px; }
</style>
</head>
<body>
<h1>${name}</h1>
<p>安装本站证书后,这台设备才能安全地连接工作站。</p>
<p lang="en">Install this station’s certificate so that this device can reach the workstation securely.</p>
<p><a class="button" href="/linli-ca.crt">下载证书 · Download</a></p>
<p>安装前,请与工作站屏幕上显示的指纹逐位核对;不一致时请勿安装。</p>
<p lang="en">Before installing, compare this fingerprint with the one on the workstation’s screen. If they differ, do not install.</p>
<code>${escapeText(fingerprint)}</code>
</body>
</html>
`;
}
