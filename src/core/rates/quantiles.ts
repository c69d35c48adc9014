/**
 * Quantiles of the normal and the chi-square distribution, to full precision of a number: what intervals for
 * proportions and rates are made of. Knows nothing of counts.
 */

const central = {
  over: [
    3.3871328727963665, 133.14166789178438, 1971.5909503065513, 13731.69376550946, 45921.95393154987, 67265.7709270087,
    33430.57558358813, 2509.0809287301227,
  ],
  under: [
    1, 42.31333070160091, 687.1870074920579, 5394.196021424751, 21213.794301586597, 39307.89580009271,
    28729.085735721943, 5226.495278852854,
  ],
};
const nearTail = {
  over: [
    1.4234371107496835, 4.630337846156546, 5.769497221460691, 3.6478483247632045, 1.2704582524523684,
    0.2417807251774506, 0.022723844989269184, 0.0007745450142783414,
  ],
  under: [
    1, 2.053191626637759, 1.6763848301838038, 0.6897673349851, 0.14810397642748008, 0.015198666563616457,
    0.0005475938084995345, 1.0507500716444169e-9,
  ],
};
const farTail = {
  over: [
    6.657904643501103, 5.463784911164114, 1.7848265399172913, 0.29656057182850487, 0.026532189526576124,
    0.0012426609473880784, 0.000027115555687434876, 2.0103343992922881e-7,
  ],
  under: [
    1, 0.599832206555888, 0.1369298809227358, 0.014875361290850615, 0.0007868691311456133, 0.000018463183175100548,
    1.421511758316446e-7, 2.0442631033899397e-15,
  ],
};

/**
 * The value below which a standard normal variable lies with probability `p`.
 * @throws when `p` is not between 0 and 1
 * @source Wichura 1988, algorithm AS 241 (PPND16)
 */
export function normalQuantile(p: number): number {
  requireProbability(p);
  const q = p - 0.5;
  if (Math.abs(q) <= 0.425) return q * fraction(central, 0.180625 - q * q);
  const r = Math.sqrt(-Math.log(q < 0 ? p : 1 - p));
  const size = r <= 5 ? fraction(nearTail, r - 1.6) : fraction(farTail, r - 5);
  return q < 0 ? -size : size;
}

/**
 * The value below which a chi-square variable with so many degrees of freedom lies with probability `p`.
 * By Newton's method on the incomplete gamma function, kept within halving bounds.
 * @throws when `p` is not between 0 and 1, or `degrees` is not above 0
 */
export function chiSquareQuantile(p: number, degrees: number): number {
  requireProbability(p);
  if (!(degrees > 0)) throw new RangeError(`degrees of freedom must be above 0: ${degrees}`);
  const shape = degrees / 2;
  let low = 0;
  let high = Number.POSITIVE_INFINITY;
  let x = firstGuess(p, shape);
  for (let step = 0; step < 200; step++) {
    const { lower, upper } = gammaTails(shape, x);
    // The smaller tail is the accurate one: comparing it keeps all digits.
    const excess = p < 0.5 ? lower - p : 1 - p - upper;
    if (excess > 0) high = x;
    else low = x;
    const slope = Math.exp((shape - 1) * Math.log(x) - x - logGamma(shape));
    const newton = x - excess / slope;
    const next = newton > low && newton < high ? newton : high === Number.POSITIVE_INFINITY ? 2 * x : (low + high) / 2;
    if (Math.abs(next - x) <= 1e-15 * x) return 2 * next;
    x = next;
  }
  return 2 * x;
}

/** Wilson and Hilferty's approximation, or the first term of the series where that fails. */
function firstGuess(p: number, shape: number): number {
  const ninth = 1 / (9 * shape);
  const cube = 1 - ninth + normalQuantile(p) * Math.sqrt(ninth);
  if (cube > 0.3) return shape * cube ** 3;
  return Math.exp((Math.log(p) + logGamma(shape + 1)) / shape);
}

/** The regularised incomplete gamma function from below and from above; the smaller of the two is accurate. */
function gammaTails(shape: number, x: number): { lower: number; upper: number } {
  const front = Math.exp(shape * Math.log(x) - x - logGamma(shape));
  if (x < shape + 1) {
    let term = 1 / shape;
    let sum = term;
    for (let n = 1; term > sum * 1e-17; n++) {
      term *= x / (shape + n);
      sum += term;
    }
    const lower = front * sum;
    return { lower, upper: 1 - lower };
  }
  const upper = front * continuedFraction(shape, x);
  return { lower: 1 - upper, upper };
}

/** Lentz's method for the upper incomplete gamma function. */
function continuedFraction(shape: number, x: number): number {
  let b = x + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let product = d;
  for (let n = 1; n < 10_000; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    product *= c * d;
    if (Math.abs(c * d - 1) < 1e-16) break;
  }
  return product;
}

const lanczos = [
  0.9999999999998099, 676.5203681218851, -1259.1392167224028, 771.3234287776531, -176.6150291621406, 12.507343278686905,
  -0.13857109526572012, 0.000009984369578019572, 1.5056327351493116e-7,
];

/** The logarithm of the gamma function of a positive number: by Lanczos below 20, by Stirling's series from there. */
function logGamma(x: number): number {
  if (x >= 20) {
    const inverse = 1 / (x * x);
    const series = 1 / 12 - inverse * (1 / 360 - inverse * (1 / 1260 - inverse * (1 / 1680 - inverse / 1188)));
    return (x - 0.5) * Math.log(x) - x + 0.5 * Math.log(2 * Math.PI) + series / x;
  }
  const base = x + 6.5;
  const sum = lanczos.reduce((total, c, n) => (n === 0 ? c : total + c / (x - 1 + n)), 0);
  return 0.5 * Math.log(2 * Math.PI) + (x - 0.5) * Math.log(base) - base + Math.log(sum);
}

function fraction({ over, under }: { readonly over: number[]; readonly under: number[] }, r: number): number {
  return polynomial(over, r) / polynomial(under, r);
}

function polynomial(coefficients: readonly number[], x: number): number {
  return coefficients.reduceRight((sum, c) => sum * x + c, 0);
}

function requireProbability(p: number): void {
  if (!(p > 0 && p < 1)) throw new RangeError(`a probability must lie between 0 and 1: ${p}`);
}
