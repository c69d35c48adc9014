/**
 * The lines of the social services returns (PSS EX1) of 2000-01 to 2007-08. Codes of lines differ between years and names
 * of services occur in several client groups; here each line gets its group and one name for all years.
 */

// Adults with a disability or with mental health needs are those under 65.
const groups: Readonly<Record<string, string>> = {
  A: 'Strategy',
  B: 'Children',
  C: 'Older people',
  D: 'Physical disability',
  E: 'Learning disability',
  F: 'Mental health',
  G: 'Asylum seekers',
  H: 'Other adults',
};

/**
 * In 2007-08 there were two returns, one for adults and one for children. What both have in part, and totals that take in
 * other lines than before, are not what the earlier years call the same.
 */
const groupsOf2007: Readonly<Record<string, string>> = {
  A: 'Strategy (adults)',
  B: 'Older people',
  C: 'Physical disability',
  D: 'Learning disability',
  E: 'Mental health',
  F: 'Asylum seekers (adults)',
  G: 'Other adults',
  H: 'All services (adults)',
  I: 'All services (adults)',
  J: 'All services (adults)',
  K: 'All services (adults)',
  L: 'All services (adults)',
  M: 'Strategy (children)',
  N: 'Asylum seekers (children)',
  O: 'Children',
  P: 'All services (children)',
  S: 'All services (children)',
  T: 'All services (children)',
};

/** The client group of a line, by its first letter and year; the letter itself where a year has a line that is not known. */
export function groupOfLine(year: string, line: string): string {
  const letter = line.slice(0, 1);
  if (year === '2007-08') return groupsOf2007[letter] ?? letter;
  return groups[letter] ?? (/^[I-M]$/.test(letter) ? 'All services' : letter);
}

// Shorter, and without the name of the group that stands beside them.
const plainWords: Readonly<Record<string, string>> = {
  'SUPPORTED EMPLOYMENT': 'Supported employment',
  'OTHER NON-PSS EXPENDITURE BY SOCIAL SERVICES DEPARTMENT': 'Not social services',
  'SPECIFIC GOVERNMENT GRANTS': 'Specific government grants',
  'ACTUAL TOTAL NET COST': 'Actual total net cost',
  'TOTAL Supporting People': 'Total Supporting People',
  "Other other children's and families services": 'Other services',
  'Other other adult services': 'Other services',
  'Other services to older people': 'Other services',
  'Other services to adults with a physical disability or sensory impairment': 'Other services',
  'Other services to adults with learning disabilities': 'Other services',
  'Other services to adults with mental health needs': 'Other services',
  "Total other children's and families services": 'Total other services',
  "Total children's services - commissioning and social work": 'Total commissioning and social work',
};

/**
 * The service of a line without the codes of the lines it adds up. `Total` leaves Supporting People out in every year: the
 * programme began in 2003-04, and until then there was one total.
 */
export function serviceOfLine(service: string): string {
  const bare = service
    .replace(/ \(LINES? [^)]*\)$/i, '')
    .replace(/ \(SP\)$/, '')
    .replace(/ \(Inside and outside [^)]*\)$/, '');
  const plain = plainWords[bare];
  if (plain !== undefined) return plain;
  if (!bare.startsWith('TOTAL')) return bare;
  return / incl(uding)? /.test(bare) ? 'Total with Supporting People' : 'Total';
}
