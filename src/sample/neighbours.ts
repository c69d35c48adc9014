/**
 * Which blocks share a border on the ground: two are neighbours when LSOAs of both share one. Derived from
 * the 2011 LSOA boundaries of the Office for National Statistics; the drawn map may differ.
 */

import { places } from '#sample/event-piece.ts';
import { makeRows, type Piece } from '#sample/row.ts';

/** Each pair once, under the block that comes first. */
const laterNeighbours: Readonly<Record<string, readonly string[]>> = {
  'bracknell-forest': ['windsor-ascot', 'windsor-maidenhead', 'wokingham', 'hart-frimley', 'surrey-heath-frimley'],
  'west-berkshire-newbury': [
    'west-berkshire-reading', 'basingstoke-north-hampshire', 'test-valley', 'vale-of-white-horse-rest',
  ],
  'west-berkshire-reading': [
    'reading-north-west', 'reading-south', 'wokingham', 'basingstoke-north-hampshire', 'south-oxfordshire-rest',
    'vale-of-white-horse-rest',
  ],
  'reading-north-west': ['reading-south', 'south-oxfordshire-rest'],
  'reading-south': ['wokingham', 'south-oxfordshire-rest'],
  'slough': ['windsor-maidenhead', 'south-bucks', 'spelthorne'],
  'windsor-ascot': ['windsor-maidenhead', 'runnymede-rest', 'surrey-heath-frimley', 'surrey-heath-rest'],
  'windsor-maidenhead': [
    'wokingham', 'south-bucks', 'wycombe-south', 'runnymede-frimley', 'runnymede-rest', 'spelthorne',
  ],
  'wokingham': ['wycombe-south', 'basingstoke-north-hampshire', 'hart-frimley', 'hart-rest', 'south-oxfordshire-rest'],
  'brighton-and-hove': ['lewes-rest', 'adur', 'horsham-coastal', 'mid-sussex'],
  'portsmouth': ['fareham', 'havant', 'winchester-rest'],
  'southampton': ['eastleigh', 'new-forest', 'test-valley'],
  'aylesbury-vale-milton-keynes': ['aylesbury-vale-rest'],
  'aylesbury-vale-rest': [
    'chiltern', 'wycombe-south', 'wycombe-aylesbury', 'cherwell', 'south-oxfordshire-rest',
    'south-oxfordshire-aylesbury',
  ],
  'chiltern': ['south-bucks', 'wycombe-south'],
  'south-bucks': ['wycombe-south'],
  'wycombe-south': ['wycombe-aylesbury', 'south-oxfordshire-rest', 'south-oxfordshire-aylesbury'],
  'wycombe-aylesbury': ['south-oxfordshire-aylesbury'],
  'eastbourne': ['wealden-hailsham'],
  'hastings': ['rother'],
  'lewes-seaford': ['lewes-rest', 'wealden-hailsham'],
  'lewes-rest': ['wealden-hailsham', 'wealden-high-weald', 'mid-sussex'],
  'rother': ['wealden-hailsham', 'wealden-high-weald'],
  'wealden-hailsham': ['wealden-high-weald'],
  'wealden-high-weald': ['tandridge', 'mid-sussex'],
  'basingstoke-north-hampshire': [
    'basingstoke-west-hampshire', 'east-hampshire-north', 'hart-rest', 'test-valley', 'winchester-rest',
  ],
  'basingstoke-west-hampshire': ['test-valley', 'winchester-rest'],
  'east-hampshire-north': [
    'east-hampshire-south-east', 'east-hampshire-west', 'hart-frimley', 'hart-rest', 'winchester-rest',
    'waverley-farnham',
  ],
  'east-hampshire-south-east': [
    'east-hampshire-west', 'havant', 'winchester-rest', 'winchester-south-east', 'waverley-farnham', 'waverley-rest',
    'chichester-rest', 'chichester-surrey-heartlands',
  ],
  'east-hampshire-west': ['winchester-rest'],
  'eastleigh': ['test-valley', 'winchester-rest'],
  'fareham': ['gosport', 'winchester-rest'],
  'hart-frimley': ['hart-rest', 'rushmoor', 'surrey-heath-frimley', 'waverley-farnham'],
  'havant': ['winchester-rest', 'winchester-south-east', 'chichester-rest'],
  'new-forest': ['test-valley'],
  'rushmoor': ['guildford-frimley', 'surrey-heath-frimley', 'waverley-farnham'],
  'test-valley': ['winchester-rest'],
  'winchester-rest': ['winchester-south-east'],
  'cherwell': ['oxford', 'south-oxfordshire-rest', 'vale-of-white-horse-rest', 'west-oxfordshire'],
  'oxford': ['south-oxfordshire-rest', 'vale-of-white-horse-rest'],
  'south-oxfordshire-rest': ['south-oxfordshire-aylesbury', 'vale-of-white-horse-rest'],
  'vale-of-white-horse-rest': ['vale-of-white-horse-swindon', 'west-oxfordshire'],
  'elmbridge-north-west': ['elmbridge-downs', 'guildford-rest', 'runnymede-rest', 'spelthorne', 'woking'],
  'elmbridge-downs': ['guildford-rest', 'mole-valley', 'spelthorne'],
  'epsom-and-ewell': ['mole-valley', 'reigate-downs'],
  'guildford-frimley': ['guildford-rest', 'surrey-heath-frimley', 'waverley-farnham'],
  'guildford-rest': [
    'mole-valley', 'surrey-heath-frimley', 'surrey-heath-rest', 'waverley-farnham', 'waverley-rest', 'woking',
  ],
  'mole-valley': ['reigate-east-surrey', 'reigate-downs', 'waverley-rest', 'crawley', 'horsham-rest'],
  'reigate-east-surrey': ['reigate-downs', 'tandridge', 'crawley'],
  'runnymede-frimley': ['runnymede-rest'],
  'runnymede-rest': ['spelthorne', 'surrey-heath-rest', 'woking'],
  'surrey-heath-frimley': ['surrey-heath-rest'],
  'surrey-heath-rest': ['woking'],
  'tandridge': ['crawley', 'mid-sussex'],
  'waverley-farnham': ['waverley-rest'],
  'waverley-rest': ['chichester-rest', 'chichester-surrey-heartlands', 'horsham-rest'],
  'adur': ['arun', 'horsham-coastal', 'worthing'],
  'arun': ['chichester-rest', 'horsham-coastal', 'worthing'],
  'chichester-rest': ['chichester-surrey-heartlands', 'horsham-rest', 'horsham-coastal'],
  'crawley': ['horsham-rest', 'mid-sussex'],
  'horsham-rest': ['horsham-coastal', 'mid-sussex'],
  'horsham-coastal': ['mid-sussex'],
};

/** The rows of shared borders. */
export function neighbourPiece(): Piece {
  const pairs = Object.entries(laterNeighbours).flatMap(([area, others]) =>
    others.map((other) => ({ geography: places, area_a: area, area_b: other })),
  );
  return { adjacency: makeRows('adjacency', pairs) };
}
