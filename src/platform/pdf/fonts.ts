import { createRequire } from 'node:module';

const { resolve } = createRequire(import.meta.url);

const fontFile = (name: string): string => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`);

/**
 * Fonts that go into every paper: Latin, Greek, Cyrillic, Hebrew, Arabic and more, so that names show as they
 * are written.
 */
export const FONTS = {
  text: fontFile('DejaVuSansCondensed'),
  bold: fontFile('DejaVuSansCondensed-Bold'),
  mono: fontFile('DejaVuSansMono'),
} as const;

export type FontName = keyof typeof FONTS;
