/** The form in which a number of the summary is explained. */

export type IndexDefinition = {
  /** The number's name in the summary. */
  readonly id: string;
  readonly title: string;
  /** One plain sentence: what the number says. */
  readonly says: string;
  /** Of what it is a count or a share; said wherever the number is shown. */
  readonly denominator: string;
  readonly formula: string;
  /** Author and year, or the project's own rule. */
  readonly source: string;
  /** Path of the page that explains it, with an example. */
  readonly page: string;
  readonly unit: 'count' | 'persons' | 'proportion' | 'nats' | 'number';
  /** What a higher value means. */
  readonly higherMeans: string;
};
