import type { AppError } from '#shared/errors/app-error';

/** What the terminal says when the host cannot start: what is wrong and what to do, in Chinese and then in English. */
export function explain(error: AppError, dataFolder: string): string {
  const [zh, en] = linesFor(error, dataFolder);
  return `${zh}\n${en}\n`;
}

function linesFor({ code, message, details }: AppError, dataFolder: string): readonly [zh: string, en: string] {
  const folder = String(details['folder'] ?? dataFolder);
  const file = String(details['file'] ?? '');
  switch (code) {
    case 'host.port-busy': {
      const port = String(details['port'] ?? '');
      return [
        `端口 ${port} 已被其他程序占用。请关闭该程序，或用 --port-base 换一组端口（设备需重新打开新地址）。`,
        `Port ${port} is used by another program. Close it, or choose other ports with --port-base (devices then open the new address).`,
      ];
    }
    case 'host.already-running': {
      const pid = details['pid'] === undefined ? '' : ` (pid ${String(details['pid'])})`;
      return [
        `数据目录 ${folder} 已有一个工作站在运行${pid}。请使用正在运行的那一个，或用 --data 指定其他目录。`,
        `A host is already running on ${folder}${pid}. Use that one, or name another folder with --data.`,
      ];
    }
    case 'host.folder-read-only':
      return [
        `数据目录 ${folder} 不可写。请修正目录权限，或用 --data 指定其他目录。原有数据未改动。`,
        `The data folder ${folder} cannot be written. Correct its permissions, or name another with --data. Nothing was changed.`,
      ];
    case 'host.disk-full':
      return [
        `数据目录 ${folder} 所在磁盘空间不足。请清理磁盘后重新启动。原有数据未改动。`,
        `The disk of the data folder ${folder} is full. Make room and start again. Nothing was lost.`,
      ];
    case 'host.settings-damaged': {
      const aside = String(details['aside'] ?? '');
      const where = details['where'] === '' ? '' : ` (${String(details['where'])})`;
      return [
        `设置文件 ${file} 已损坏${where}，已原样移到 ${aside}。再次启动将使用默认设置；要恢复原设置，请修好后改回原名。站点数据未受影响。`,
        `The settings file ${file} is damaged${where}; it was moved as it is to ${aside}. Start again to go on with default settings, or repair it and give it its name back. The station's data is untouched.`,
      ];
    }
    case 'host.settings-newer':
      return [
        `设置文件 ${file} 由更新版本的软件写入。请使用该版本启动，或将文件移走以使用默认设置。`,
        `The settings file ${file} was written by a later release. Start that release, or move the file away to use default settings.`,
      ];
    case 'host.station-exists':
      return [
        `数据目录 ${folder} 已有站点。直接启动即可；要另建站点，请用 --data 指定新目录。`,
        `The data folder ${folder} already holds a station. Just start it; for another station name a new folder with --data.`,
      ];
    case 'host.data-damaged': {
      // The hub names the database, everything else the file.
      const database = details['database'];
      const what = database === undefined ? `${folder}/${file}` : `${dataFolder}/hub/${String(database)}`;
      return [
        `站点数据 ${what} 缺失或已损坏，为避免丢失数据未启动。请从备份恢复该文件；现有文件未改动。`,
        `Station data ${what} is missing or damaged; the host did not start, so that nothing gets lost. Restore it from a backup. Nothing was changed.`,
      ];
    }
    case 'host.key-missing':
      return [
        `密钥文件 ${folder}/${file} 不在，数据无法打开，为避免丢失数据未启动。请放回该文件或用 --keys 指定其目录；确已丢失时运行 npm start -- --recover 并输入恢复码。现有文件未改动。`,
        `The key file ${folder}/${file} is not there and the data cannot be opened; the host did not start. Put it back or name its folder with --keys; if it is lost, run npm start -- --recover and type the recovery code. Nothing was changed.`,
      ];
    case 'host.key-wrong':
      return [
        `密钥文件 ${folder}/${file} 不是本站的密钥，为避免丢失数据未启动。请放回正确的文件，或运行 npm start -- --recover 并输入恢复码。现有文件未改动。`,
        `The key file ${folder}/${file} is not this station's key; the host did not start. Put the right one back, or run npm start -- --recover and type the recovery code. Nothing was changed.`,
      ];
    case 'host.recovery-wrong':
      return [
        '恢复码不正确：请对照纸面逐组核对（共 11 组，每组 5 个字符）；它必须是本站最近一次显示的恢复码。未做任何改动。',
        'This is not the recovery code: compare it with the paper group by group (11 groups of 5); it has to be the one this station showed last. Nothing was changed.',
      ];
    default:
      return [`工作站未能启动 (${code})。详情见日志。`, `The host could not start (${code}): ${message}`];
  }
}
