import type { Messages } from '#renderer/ui/words';

export const messages = {
  zh: {
    title: '把{{what}}放在镜头前',
    sub: '字要看得清，四个边都要拍到。',
    opening: '正在打开镜头',
    take: '拍照',
    again: '重拍',
    use: '就用这张',
    'look.title': '看得清吗？',
    'look.sub': '看得清就用这张，看不清就重拍。',
    'view.label': '镜头里的画面',
    'taken.label': '刚拍的照片',
    missing: '这台机器没有摄像头。可以先不拍，到窗口再交。',
    refused: '摄像头打不开。可以先不拍，到窗口再交，或者按「叫人来帮我」。',
    without: '先不拍',
  },
  en: {
    title: 'Hold this before the camera: {{what}}',
    sub: 'The words should be readable and all four edges in the picture.',
    opening: 'The camera is being opened',
    take: 'Take the photo',
    again: 'Once more',
    use: 'Use this one',
    'look.title': 'Can it be read?',
    'look.sub': 'If it is clear use it; if not, take it once more.',
    'view.label': 'What the camera sees',
    'taken.label': 'The photo just taken',
    missing: 'This machine has no camera. Go on without a photo and hand it in at the window.',
    refused: 'The camera does not open. Go on without a photo, or press “Call someone”.',
    without: 'Go on without',
  },
} satisfies Messages;
