/** The same question in SQL: the overlap grouped by pair, and every index of the summary, in one statement. */

/**
 * Expects a table `blocks (body integer, council integer, persons integer)`, all covered, and gives one row. Written to be
 * fast: the blocks are grouped once, and all else is computed from the pairs.
 */
export const summarySql = `
with pair as materialized (
  select body, council, sum(persons)::double as n, count(*) as blocks from blocks group by body, council
),
share as materialized (
  select body, council, n, sum(n) over (partition by body) as nb, sum(n) over (partition by council) as nc from pair
),
body as (
  select body, max(nb) as nb, max(n) as most, count(*) as partners, sum(n * n) as squares, sum(sqrt(n)) as roots,
    sum(n * n / (nb * nc)) as fit, sum(case when n >= nc then n else 0 end) as in_wholes,
    max(case when n >= nb and n >= nc then 1 else 0 end) as coterminous
  from share group by body
),
council as (
  select council, max(nc) as nc, max(n) as most, sum(n * n) as squares, sum(sqrt(n)) as roots,
    sum(n * n / (nb * nc)) as fit, max(case when n >= nc then 1 else 0 end) as within_one
  from share group by council
),
whole as (
  select count(*) as pairs, sum(n) as persons, -sum(n * ln(n / nc)) as h_body, -sum(n * ln(n / nb)) as h_council,
    count(*) filter (n >= nb and n >= nc) as coterminous_pairs,
    count(*) filter (n >= nb and n < nc) as body_within, count(*) filter (n >= nc and n < nb) as council_within
  from share where n > 0
),
bodies as (
  select count(*) as count, sum(coterminous) as coterminous, sum(case when in_wholes >= nb then 1 else 0 end) as of_wholes,
    sum(nb - most) as outside, sum(nb * nb * nb / squares) as effective, sum(roots * sqrt(nb)) as roots,
    (sum(fit) - (min(fit) + max(fit)) / 2) / (count(*) - 1) as mapcurves, sum(nb * ln(nb)) as nlogn from body
),
councils as (
  select count(*) as count, sum(within_one) as within_one, sum(nc - most) as outside, sum(nc * nc * nc / squares) as effective,
    sum(roots * sqrt(nc)) as roots, (sum(fit) - (min(fit) + max(fit)) / 2) / (count(*) - 1) as mapcurves, sum(nc * ln(nc)) as nlogn
  from council
)
select whole.pairs as "pairCount", bodies.count as "bodyCount", councils.count as "councilCount", persons,
  bodies.coterminous as "coterminousBodies", of_wholes as "bodiesOfWholeCouncils", within_one as "councilsWithinOneBody",
  councils.count - within_one as "councilsCrossing", coterminous_pairs as "coterminousPairs", body_within as "bodyWithinCouncilPairs",
  council_within as "councilWithinBodyPairs", councils.outside as "personsOutsideModalBody",
  1 - councils.outside / persons as "shareInModalBody", bodies.outside as "personsOutsideModalCouncil",
  councils.effective / persons as "effectiveBodiesPerCouncil", bodies.effective / persons as "effectiveCouncilsPerBody",
  councils.roots / persons as "sqrtEntropyCouncils", bodies.roots / persons as "sqrtEntropyBodies",
  bodies.mapcurves as "mapcurvesBodies", councils.mapcurves as "mapcurvesCouncils", (h_body + h_council) / persons as "viNats",
  1 - h_body / (persons * ln(persons) - bodies.nlogn) as homogeneity,
  1 - h_council / (persons * ln(persons) - councils.nlogn) as completeness
from whole, bodies, councils`;
