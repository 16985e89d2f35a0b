/**
 * What `adaptivecards-templating`'s declarations take from the sources of `adaptivecards`. Those sources do not compile
 * under the desk's strictness, and the compiler would read them; tsconfig's `paths` leads it here instead.
 */
export interface IAdaptiveCard {
  readonly type: string;
}
