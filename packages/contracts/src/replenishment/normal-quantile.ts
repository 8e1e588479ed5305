/** Coefficients of the rational approximation by P. J. Acklam, "An algorithm for computing the inverse normal cumulative distribution function" (2003). */
const A = [
  -39.69683028665376, 220.9460984245205, -275.9285104469687, 138.357751867269, -30.66479806614716, 2.506628277459239,
];
const B = [-54.47609879822406, 161.5858368580409, -155.6989798598866, 66.80131188771972, -13.28068155288572, 1];
const C = [
  -0.007784894002430293, -0.3223964580411365, -2.400758277161838, -2.549732539343734, 4.374664141464968,
  2.938163982698783,
];
const D = [0.007784695709041462, 0.3224671290700398, 2.445134137142996, 3.754408661907416, 1];
const TAIL = 0.02425;

const polynomial = (coefficients: readonly number[], x: number) =>
  coefficients.reduce((sum, coefficient) => sum * x + coefficient, 0);

/** How many standard deviations above the mean a share of all values lies below: 0.95 gives 1.645. Exact to nine digits; 0 < share < 1. */
export function normalQuantile(share: number): number {
  if (!(share > 0 && share < 1)) throw new RangeError(`${share} is not between 0 and 1`);
  if (share < TAIL) return lowerTail(share);
  if (share > 1 - TAIL) return -lowerTail(1 - share);
  const q = share - 0.5;
  const r = q * q;
  return (polynomial(A, r) * q) / polynomial(B, r);
}

function lowerTail(share: number): number {
  const q = Math.sqrt(-2 * Math.log(share));
  return polynomial(C, q) / polynomial(D, q);
}
