const SIZES = { small: 12, default: 14, medium: 16, large: 18, extraLarge: 24 };

const colour = (plain: string, subtle: string) => ({ default: plain, subtle });

interface Palette {
  readonly ground: string;
  readonly text: string;
  readonly subtle: string;
  readonly attention: string;
  readonly grounds: Readonly<Record<'emphasis' | 'good' | 'warning' | 'attention' | 'accent', string>>;
}

const LIGHT: Palette = {
  ground: '#ffffff',
  text: '#242424',
  subtle: '#616161',
  attention: '#c4314b',
  grounds: { emphasis: '#f0f0f0', good: '#e7f2da', warning: '#fbf6d9', attention: '#fcf4f6', accent: '#e8ebfa' },
};

const DARK: Palette = {
  ground: '#292929',
  text: '#ffffff',
  subtle: '#adadad',
  attention: '#f9526b',
  grounds: { emphasis: '#3d3d3d', good: '#0d2e0d', warning: '#463100', attention: '#3e1f25', accent: '#2f2f4a' },
};

/** Host configurations close to those of Teams, light and dark. */
export const hostConfigs = () => ({ light: hostConfig(LIGHT), dark: hostConfig(DARK) });

function hostConfig(palette: Palette) {
  const style = (backgroundColor: string) => ({
    backgroundColor,
    foregroundColors: {
      default: colour(palette.text, palette.subtle),
      attention: colour(palette.attention, palette.attention),
    },
  });
  return {
    fontFamily: "'Segoe UI', 'Open Sans', 'DejaVu Sans', sans-serif",
    fontSizes: SIZES,
    fontWeights: { lighter: 300, default: 400, bolder: 600 },
    supportsInteractivity: true,
    spacing: { small: 4, default: 8, medium: 12, large: 16, extraLarge: 24, padding: 12 },
    separator: { lineThickness: 1, lineColor: palette.subtle },
    containerStyles: {
      default: style(palette.ground),
      ...Object.fromEntries(Object.entries(palette.grounds).map(([name, ground]) => [name, style(ground)])),
    },
    actions: {
      maxActions: 6,
      spacing: 'default',
      buttonSpacing: 8,
      actionsOrientation: 'horizontal',
      actionAlignment: 'left',
    },
    inputs: {
      label: {
        inputSpacing: 'small',
        requiredInputs: { weight: 'bolder', color: 'default', suffix: ' *', suffixColor: 'attention' },
        optionalInputs: { weight: 'bolder', color: 'default' },
      },
    },
    factSet: {
      title: { weight: 'bolder', color: 'default', wrap: true, maxWidth: 150 },
      value: { color: 'default', wrap: true },
      spacing: 12,
    },
  };
}
