/**
 * Names that phones and computers ask for by themselves: system updates, checks for a captive
 * portal, app stores. Smart devices built on the same system may ask for one of them, too; so it is
 * a guess.
 */
export const systemSites: readonly {
  readonly system: string;
  readonly under: readonly string[];
}[] = [
  {
    system: 'Windows',
    under: [
      ...['msftconnecttest.com', 'msftncsi.com', 'windowsupdate.com', 'update.microsoft.com'],
      ...['events.data.microsoft.com', 'settings-win.data.microsoft.com'],
    ],
  },
  {
    system: 'Apple',
    under: [
      ...['captive.apple.com', 'mesu.apple.com', 'swscan.apple.com', 'gdmf.apple.com'],
      ...['push.apple.com', 'icloud.com', 'ls.apple.com', 'itunes.apple.com'],
    ],
  },
  {
    system: 'Android',
    under: ['android.clients.google.com', 'play.googleapis.com', 'android.googleapis.com'],
  },
  {
    system: 'browser',
    under: [
      ...['detectportal.firefox.com', 'services.mozilla.com', 'safebrowsing.googleapis.com'],
      ...['update.googleapis.com', 'clientservices.googleapis.com'],
    ],
  },
  { system: 'Ubuntu', under: ['connectivity-check.ubuntu.com'] },
];

/** Sites of apps and pages that people use on phones and computers, and things do not. */
export const peopleSites: readonly string[] = [
  ...['instagram.com', 'cdninstagram.com', 'facebook.com', 'fbcdn.net', 'whatsapp.net'],
  ...['whatsapp.com', 'tiktok.com', 'tiktokv.com', 'snapchat.com', 'sc-cdn.net', 'telegram.org'],
  ...['signal.org', 'whispersystems.org', 'twitter.com', 'twimg.com', 'x.com', 'reddit.com'],
  ...['linkedin.com', 'pinterest.com', 'discord.com', 'discord.gg', 'discordapp.com', 'slack.com'],
  ...['wikipedia.org', 'github.com', 'zoom.us', 'teams.microsoft.com', 'outlook.office365.com'],
  ...['viber.com', 'wechat.com', 'weixin.qq.com', 'kakao.com', 'line.me', 'vk.com', 'tumblr.com'],
  ...['steampowered.com', 'epicgames.com', 'dropbox.com', 'waze.com', 'yandex.ru', 'tinder.com'],
];

/** Clouds that things report to, whoever made them. */
export const thingClouds: readonly { readonly cloud: string; readonly name: RegExp }[] = [
  { cloud: 'Amazon', name: /\.iot\.[a-z0-9-]+\.amazonaws\.com$/ },
  { cloud: 'Alibaba', name: /\.iot-as-mqtt\.[a-z0-9-]+\.aliyuncs\.com$/ },
  { cloud: 'Microsoft', name: /\.azure-devices\.net$/ },
];
