/**
 * Prescribing units in the files of list sizes that the register does not know as a practice at the time: most are clinics
 * with a few patients. They have 28,275 patients in 2013, 494 in 2014, 485 in 2015 and 17,904 in 2016; of these last, 17,046
 * are of three practices (Y05248, Y05286, Y05291) that the register first sees in 2020.
 */

const units = {
  severalYears:
    'B86674 F85646 G82651 G81703 Y00213 Y00367 Y00372 Y00394 Y00400 Y00490 Y00572 Y00618 Y00812 Y00848 Y01029 Y01156 Y01166 Y01201 Y01697 Y02155 Y02157 Y02876',
  in2013:
    'C86612 E87700 F85638 H82648 K81091 K81632 K83074 M91605 P81717 P84646 P84662 P84668 Y00016 Y00183 Y00516 Y00914 Y01034 Y02595 Y02776 Y03438',
  since2014: 'F85711 N81658 Y04786 Y04894 Y05180 Y05248 Y05286 Y05291',
} as const;

/** Their codes. */
export const unitsWithoutPractice: readonly string[] = Object.values(units).flatMap((codes) => codes.split(' '));
