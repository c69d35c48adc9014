/**
 * What the rules of England cite: the law, and where a text was not seen, who reports it. `read` is said only of
 * provisions whose own words were seen; everything else is `reported`, with its source in the sentence.
 */

import type { Citation } from '#core/handover/rulebook.ts';

/** Cited by their ids. The order is that of a table of authorities: Acts, instruments, guidance. */
export const englandCitations = [
  {
    id: 'lga-1972-s113',
    reference: 'Local Government Act 1972, s 113',
    says: 'A council may agree with another council, an integrated care board or an NHS trust to place officers at its disposal, and they at its; an officer must be consulted first.',
    url: 'https://www.legislation.gov.uk/ukpga/1972/70/section/113',
    standing: 'read',
  },
  {
    id: 'ha-1999-s31',
    reference: 'Health Act 1999, s 31',
    says: 'Pooled funds, lead commissioning and integrated provision between NHS bodies and councils, until replaced by section 75 of the NHS Act 2006. Reported in the Explanatory Notes to the Act; repealed from 1 March 2007.',
    url: 'https://www.legislation.gov.uk/ukpga/1999/8/notes/division/5/1/28',
    standing: 'reported',
  },
  {
    id: 'nhsa-2006-s75',
    reference: 'National Health Service Act 2006, s 75',
    says: 'Regulations may enable NHS bodies and councils to enter into partnership arrangements for NHS and health-related functions. Its opening was seen; no source seen says what becomes of an arrangement when a partner is dissolved.',
    url: 'https://www.legislation.gov.uk/ukpga/2006/41/section/75',
    standing: 'read',
  },
  {
    id: 'nhsa-2006-s76',
    reference: 'National Health Service Act 2006, s 76',
    says: 'A council may make payments towards the expenditure of an NHS body. Reported in the note on the Directions of 2013 about such payments (procurementportal.com, June 2013).',
    url: 'https://www.legislation.gov.uk/ukpga/2006/41/section/76',
    standing: 'reported',
  },
  {
    id: 'nhsa-2006-s77',
    reference: 'National Health Service Act 2006, s 77',
    says: 'The Secretary of State may designate a primary care trust or NHS trust as a care trust on a joint application, and may revoke the designation: it is given to a body that is or will be party to the arrangements.',
    url: 'https://www.legislation.gov.uk/ukpga/2006/41/section/77/2008-07-21',
    standing: 'read',
  },
  {
    id: 'nhsa-2006-s256',
    reference: 'National Health Service Act 2006, s 256',
    says: 'NHS England or an integrated care board may make payments to a council towards its expenditure on social services functions and other named purposes.',
    url: 'https://www.legislation.gov.uk/ukpga/2006/41/section/256',
    standing: 'read',
  },
  {
    id: 'nhsa-2006-s14z28',
    reference: 'National Health Service Act 2006, s 14Z28 (inserted by the Health and Care Act 2022)',
    says: "When an integrated care board's constitution is varied or the board is abolished, NHS England may make a scheme for the transfer of its property, rights or liabilities to NHS England or another integrated care board.",
    url: 'https://www.legislation.gov.uk/ukpga/2006/41/section/14Z28',
    standing: 'read',
  },
  {
    id: 'nhsa-2006-s18-sch3',
    reference: 'National Health Service Act 2006, s 18 and Sch 3',
    says: 'The Secretary of State may by order vary the area of a primary care trust, abolish it or establish another, and by order transfer staff to one.',
    url: 'https://www.legislation.gov.uk/ukpga/2006/41/section/18/2009-01-01',
    standing: 'read',
  },
  {
    id: 'lgpiha-2007-s7',
    reference: 'Local Government and Public Involvement in Health Act 2007, s 7',
    says: 'The Secretary of State may by order implement a proposal for a single tier of local government. Reported in the explanatory note to SI 2023/187.',
    url: 'https://www.legislation.gov.uk/uksi/2023/187/note/made',
    standing: 'reported',
  },
  {
    id: 'lgpiha-2007-s11',
    reference: 'Local Government and Public Involvement in Health Act 2007, s 11',
    says: 'Such an order may establish and dissolve councils, change boundaries, and transfer the functions of districts to a county council or of a county council to a district council, which then lives on as the single tier.',
    url: 'https://www.legislation.gov.uk/ukpga/2007/28/section/11',
    standing: 'read',
  },
  {
    id: 'lgpiha-2007-s16',
    reference: 'Local Government and Public Involvement in Health Act 2007, s 16',
    says: 'Public bodies affected may agree about property, income, rights, liabilities and expenses; a dispute goes to an arbitrator. Reported by Anthony Collins ("LGR Practicalities: transfer of property, rights and liabilities"); SI 2008/2176 reg 1(2)(b), read, yields to such agreements.',
    url: 'https://www.legislation.gov.uk/ukpga/2007/28/section/16',
    standing: 'reported',
  },
  {
    id: 'lgpiha-2007-s17',
    reference: 'Local Government and Public Involvement in Health Act 2007, s 17',
    says: 'Residuary bodies may be established to take over property, rights or liabilities of councils that cease to exist.',
    url: 'https://www.legislation.gov.uk/ukpga/2007/28/section/17',
    standing: 'read',
  },
  {
    id: 'lgpiha-2007-s24',
    reference: 'Local Government and Public Involvement in Health Act 2007, s 24',
    says: 'Once directed, a council that is to be dissolved may not without written consent dispose of land for over £100,000, enter into a capital contract over £1,000,000 (or one whose price may be varied), or into another contract over £100,000 that runs or may be extended beyond the date stated.',
    url: 'https://www.legislation.gov.uk/ukpga/2007/28/section/24',
    standing: 'read',
  },
  {
    id: 'lgpiha-2007-s27',
    reference: 'Local Government and Public Involvement in Health Act 2007, s 27',
    says: 'Other contracts with the same person or about the same matter, and other disposals of land, count towards the limits of section 24. An amending order was before Parliament in June 2026; its text was not seen.',
    url: 'https://www.legislation.gov.uk/ukpga/2007/28/section/27',
    standing: 'read',
  },
  {
    id: 'hsca-2012-s194',
    reference: 'Health and Social Care Act 2012, s 194',
    says: 'Each upper-tier or unitary council has a health and wellbeing board (HWB) for its area, with a councillor, three directors, Healthwatch and a representative of each relevant integrated care board; one person may represent more than one board if the HWB agrees.',
    url: 'https://www.legislation.gov.uk/ukpga/2012/7/section/194',
    standing: 'read',
  },
  {
    id: 'uk-gdpr-art26',
    reference: 'UK GDPR, art 26',
    says: 'Joint controllers settle by an arrangement who meets which duty, and make its essence available. Seen as adopted in 2016.',
    url: 'https://www.legislation.gov.uk/eur/2016/679/article/26',
    standing: 'read',
  },
  {
    id: 'uk-gdpr-art28',
    reference: 'UK GDPR, art 28',
    says: 'Processing for a controller needs a written contract with it. Reported by Kingsley Napley ("An introduction to contracts between data controllers and data processors").',
    url: 'https://www.legislation.gov.uk/eur/2016/679/article/28',
    standing: 'reported',
  },
  {
    id: 'si-2000-617-r7-3',
    reference: 'SI 2000/617, reg 7(3)',
    says: 'An agreement for a pooled fund must be in writing and specify (a) aims and outcomes, (b) contributions and how they may vary, (c) functions, (d) persons and kinds of services, (e) staff, goods, services or accommodation, (f) duration, review, variation, termination, (g) how the fund is managed.',
    url: 'https://www.legislation.gov.uk/uksi/2000/617/regulation/7/made',
    standing: 'read',
  },
  {
    id: 'si-2006-2072',
    reference: 'SI 2006/2072, arts 2, 7 and Sch 3',
    says: 'The order that abolished many primary care trusts on 1 October 2006 names the successor of each and, for six that divide, by wards and parishes, and provides for continuity of functions. Reported in its explanatory note; the words of these articles were not seen.',
    url: 'https://www.legislation.gov.uk/uksi/2006/2072/made',
    standing: 'reported',
  },
  {
    id: 'si-2008-1419',
    reference: 'SI 2008/1419 (staffing)',
    says: 'Staff of councils that reorganise transfer as under the TUPE regulations. Reported by Local Government Lawyer ("Understanding the key staffing issues in Local Government Reorganisation").',
    url: 'https://www.legislation.gov.uk/uksi/2008/1419/made',
    standing: 'reported',
  },
  {
    id: 'si-2008-2176-r3',
    reference: 'SI 2008/2176, reg 3',
    says: 'A council that is to be dissolved gives its successor the details of every relevant contract, action and proceeding, and other information reasonably asked for.',
    url: 'https://www.legislation.gov.uk/uksi/2008/2176/regulation/3/made',
    standing: 'read',
  },
  {
    id: 'si-2008-2176-r6',
    reference: 'SI 2008/2176, reg 6',
    says: 'In the rules on transfer, "contract" includes any enforceable undertaking. The whole Part yields to agreements under section 16 of the 2007 Act (reg 1(2)(b)).',
    url: 'https://www.legislation.gov.uk/uksi/2008/2176/regulation/6/made',
    standing: 'read',
  },
  {
    id: 'si-2008-2176-part3',
    reference: 'SI 2008/2176, Part 3',
    says: 'Property, rights and liabilities of a dissolved council vest in its successor on the reorganisation date. Reported by Anthony Collins ("LGR Practicalities: transfer of property, rights and liabilities").',
    url: 'https://www.legislation.gov.uk/uksi/2008/2176/part/3/made',
    standing: 'reported',
  },
  {
    id: 'si-2008-2176-r12',
    reference: 'SI 2008/2176, reg 12',
    says: 'Where several councils succeed one, they have its contracts jointly and severally. So it is reported; the text was not seen and no published report of it is named here: have it checked.',
    url: 'https://www.legislation.gov.uk/uksi/2008/2176/regulation/12/made',
    standing: 'reported',
  },
  {
    id: 'si-2022-328',
    reference: 'SI 2022/328 (North Yorkshire) and SI 2022/331 (Cumbria)',
    says: 'North Yorkshire: the county council lives on as the single tier, a continuing authority (reported; its Order was not seen). Cumbria: county and district councils were wound up and two new councils established (reported in the explanatory note to its Order).',
    url: 'https://www.legislation.gov.uk/uksi/2022/331/note/made',
    standing: 'reported',
  },
  {
    id: 'wms-2025-09-09',
    reference: 'Written ministerial statement, 9 September 2025 (integrated care boards)',
    says: 'Integrated care boards that cluster "remain legally separate organisations with their own financial allocations".',
    url: 'https://parallelparliament.co.uk/debate/2025-09-09/commons/written-statements/integrated-care-boards-running-costs-and-boundary-alignment-with-strategic-authorities/ministerial-extracts',
    standing: 'read',
  },
  {
    id: 'nhse-boundary-procedure',
    reference: 'NHS England, Integrated care system boundary changes and mergers procedure',
    says: 'A change of an integrated care board is also a change of its system and needs engagement with its councils.',
    url: 'https://www.england.nhs.uk/long-read/integrated-care-system-boundary-changes-and-mergers-procedure/',
    standing: 'read',
  },
  {
    id: 'mhclg-letter-2025-10-28',
    reference: 'Minister of State, letter to the Commissioners at Spelthorne and Woking, 28 October 2025',
    says: 'The two councils are proposed to be left out of the usual section 24 direction, since Commissioners already oversee such decisions. Reported by policy-wire.co.uk.',
    url: 'http://policy-wire.co.uk/minister-sets-out-commissioners-role-in-surrey-reorganisation',
    standing: 'reported',
  },
] as const satisfies readonly Citation[];

/** A citation of this rulebook; a rule that cites another does not compile. */
export type EnglandCitation = (typeof englandCitations)[number]['id'];
