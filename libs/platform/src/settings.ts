import access from './settings/access.json' with { type: 'json' };
import images from './settings/images.json' with { type: 'json' };
import load from './settings/load.json' with { type: 'json' };
import machine from './settings/machine.json' with { type: 'json' };
import network from './settings/network.json' with { type: 'json' };
import redis from './settings/redis.json' with { type: 'json' };
import sizes from './settings/sizes.json' with { type: 'json' };
import times from './settings/times.json' with { type: 'json' };
import work from './settings/work.json' with { type: 'json' };

/** What there is to know of an environment variable. Plain data, so that what runs before the build reads it, too. */
export interface Setting {
  /** As text; empty where nothing stands for it, or where it is {@link computed}. */
  default: string;
  /** In words, a default that depends on something else. */
  computed?: { es: string; en: string };
  /** What it may be, where its parser does not say so. */
  expects?: string;
  /** Who reads it: processes, or what a person runs. What compose takes is seen in docker-compose.yml. */
  readBy: string[];
  es: string;
  en: string;
}

/** Every setting, by what it is about. */
export const SETTING_GROUPS = { network, access, redis, work, sizes, load, times, machine, images } satisfies Record<
  string,
  Record<string, Setting>
>;

/** Every setting, by its name. */
export const SETTINGS = {
  ...network,
  ...access,
  ...redis,
  ...work,
  ...sizes,
  ...load,
  ...times,
  ...machine,
  ...images,
};

export type SettingName = keyof typeof SETTINGS;
