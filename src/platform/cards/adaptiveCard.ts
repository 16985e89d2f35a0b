import type { FormValues } from '../../kernel/form.ts';

/** What the desk uses of Adaptive Cards 1.5 and Teams' charts: `test/cards/declaredSubset.ts` checks it, Slack knows it all. */
export interface AdaptiveCard {
  readonly type: 'AdaptiveCard';
  readonly $schema?: string;
  readonly version: '1.5';
  /** What a host reads out; also the text of a Slack notification. */
  readonly speak: string;
  readonly fallbackText: string;
  readonly body: readonly CardElement[];
  readonly actions?: readonly CardAction[];
}

export type CardElement =
  | TextBlock
  | RichTextBlock
  | FactSet
  | Container
  | ActionSet
  | BarChart
  | InputText
  | InputDate
  | InputTime
  | InputToggle
  | InputChoiceSet;

export type CardInput = InputText | InputDate | InputTime | InputToggle | InputChoiceSet;

type Spacing = 'None' | 'Small' | 'Default' | 'Medium' | 'Large';

interface Placed {
  readonly spacing?: Spacing;
  readonly separator?: boolean;
}

/** Text a host reads as Markdown: what data put here has been escaped. */
export interface TextBlock extends Placed {
  readonly type: 'TextBlock';
  readonly text: string;
  /** `error-<input id>` marks the sentence about that input; Slack shows those itself. */
  readonly id?: string;
  readonly style?: 'heading';
  readonly size?: 'Small' | 'Default' | 'Medium' | 'Large';
  readonly weight?: 'Default' | 'Bolder';
  readonly color?: 'Default' | 'Attention';
  readonly isSubtle?: boolean;
  readonly wrap?: boolean;
}

/** Text no host reads as markup: the place for what people typed. */
interface TextRun {
  readonly type: 'TextRun';
  readonly text: string;
  readonly weight?: 'Default' | 'Bolder';
  readonly isSubtle?: boolean;
}

interface RichTextBlock extends Placed {
  readonly type: 'RichTextBlock';
  readonly inlines: readonly TextRun[];
}

export interface Fact {
  readonly title: string;
  readonly value: string;
}

interface FactSet extends Placed {
  readonly type: 'FactSet';
  readonly facts: readonly Fact[];
}

/** A card's tone: the colour behind its header on Teams, a coloured dot on Slack. */
export type Tone = 'default' | 'emphasis' | 'good' | 'warning' | 'attention' | 'accent';

export interface Container extends Placed {
  readonly type: 'Container';
  readonly items: readonly CardElement[];
  readonly style?: Tone;
  readonly bleed?: boolean;
}

interface ActionSet extends Placed {
  readonly type: 'ActionSet';
  readonly actions: readonly CardAction[];
}

/** Blue for what is as it should be, red for what is not. */
type BarColor = 'categoricalBlue' | 'attention';

export interface Bar {
  /** The words below the bar; each stands once in a chart. */
  readonly x: string;
  /** A whole number from nought up. */
  readonly y: number;
  readonly color: BarColor;
}

/** A chart as Teams draws it; Slack gets a picture. `fallback` says the same in words, for whoever sees no chart. */
export interface BarChart extends Placed {
  readonly type: 'Chart.VerticalBar';
  readonly title: string;
  readonly xAxisTitle: string;
  readonly yAxisTitle: string;
  readonly data: readonly Bar[];
  readonly fallback: TextBlock;
}

interface Input extends Placed {
  readonly id: string;
  readonly label?: string;
  readonly value?: string;
  readonly isRequired?: boolean;
  readonly errorMessage?: string;
}

export interface InputText extends Input {
  readonly type: 'Input.Text';
  readonly isMultiline?: boolean;
  readonly maxLength?: number;
  readonly placeholder?: string;
}

interface InputDate extends Input {
  readonly type: 'Input.Date';
  readonly min?: string;
  readonly max?: string;
}

interface InputTime extends Input {
  readonly type: 'Input.Time';
}

export interface InputToggle extends Input {
  readonly type: 'Input.Toggle';
  readonly title: string;
  readonly wrap?: boolean;
  readonly valueOn?: string;
  readonly valueOff?: string;
}

export interface Choice {
  readonly title: string;
  readonly value: string;
}

export interface InputChoiceSet extends Input {
  readonly type: 'Input.ChoiceSet';
  readonly choices: readonly Choice[];
  readonly style?: 'compact' | 'expanded' | 'filtered';
  readonly wrap?: boolean;
  readonly placeholder?: string;
  /** Several may be chosen: their values with commas between. Only staff are picked so. */
  readonly isMultiSelect?: boolean;
  /** Where the host looks for more choices: the people of the organisation. */
  readonly 'choices.data'?: { readonly type: 'Data.Query'; readonly dataset: string };
}

export type CardAction = ExecuteAction | OpenUrlAction;

/** A button: its action and what that is about, never a right. */
export interface ExecuteAction {
  readonly type: 'Action.Execute';
  readonly title: string;
  /** What equal buttons in rows are told apart by, for those who hear them. */
  readonly tooltip?: string;
  /** The action of the registry. */
  readonly verb: string;
  /** `id` is a target in its text form; `submit` tells a form's submission from what opens the form; `values` go along. */
  readonly data: { readonly id: string; readonly submit?: true; readonly values?: FormValues };
  readonly style?: 'default' | 'positive' | 'destructive';
  /** `none` lets Back leave a form whose required inputs are empty. */
  readonly associatedInputs?: 'auto' | 'none';
}

interface OpenUrlAction {
  readonly type: 'Action.OpenUrl';
  readonly title: string;
  readonly url: string;
  readonly style?: 'default' | 'positive';
}
