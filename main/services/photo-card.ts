/** What stands for a picture until it is opened, 64 × 48: the outline of a camera. A JPEG like any other, since a thumbnail is one. */
export const PHOTO_CARD: Uint8Array<ArrayBuffer> = new Uint8Array(
  Buffer.from(
    [
      '/9j/2wBDABALDA4MChAODQ4SERATGCgaGBYWGDEjJR0oOjM9PDkzODdASFxOQERXRTc4UG1RV19iZ2hnPk1xeXBkeFxlZ2P/2wBDARESEhgVGC',
      '8aGi9jQjhCY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2NjY2P/wAARCAAwAEADASIAAhEBAxEB/8QAGgAA',
      'AwADAQAAAAAAAAAAAAAAAAQFAQIGA//EACUQAAEEAgEEAgMBAAAAAAAAAAIAAQMEBRESITVBchUxMlSh0f/EABYBAQEBAAAAAAAAAAAAAAAAAA',
      'ABAv/EABQRAQAAAAAAAAAAAAAAAAAAAAD/2gAMAwEAAhEDEQA/AOwQhaySBFG5yEwiPV3fwsK2QlPlKP7IKL81bIz4zQiLO+uQ/bIOlQua+ati',
      'YcpoSF3bfEfpla+Uo/sggbQtY5AljY4yYhLqzt5WyASmW7ZY9E2lMt2yx6IFcbj6kuPhOSACIh27v5SVmCGW2dbH0ozIPzMnfTf1V8T2yv6KdT',
      'sBjchahtbBpD5ibt0duqK8a0EMVsK2QpRgR/gYu+n/AKnclj6kWPmOOABIR2zt4XhcsBkshVhq7Noi5kbN0Zun+Kjlu2WPRAYntlf0TaUxPbK/',
      'om0QJbJRnLj5gjFyIh0zN5TKEEOrZyVauEI0HJgbW3dZmsXrAsM2KE2b65ddK2hFRIbF6uLjDihBn++PTaxas5KzXOEqDixtrbOriEC2NjOLHw',
      'hILiQjp2fwmUIRH//Z',
    ].join(''),
    'base64',
  ),
);
