/**
 * The map of the sample, drawn by hand: a picture in text whose cells are hexagons, each with the sign of a
 * block. It shows roughly where places lie and how they touch; it is a drawing, not a survey.
 */

import type { FeatureCollection, GeometryCollection, MultiPolygon, Polygon } from 'geojson';
import { merge } from 'topojson-client';
import { topology } from 'topojson-server';
import type { GeometryCollection as Drawn } from 'topojson-specification';
import { blocks } from '#sample/blocks.ts';
import { places } from '#sample/event-piece.ts';
import { makeRow, type Piece } from '#sample/row.ts';

/** Rows from north to south, cells from west to east; odd rows lie half a cell to the east; `..` is no block. */
const picture = `
.. .. .. .. .. .. .. Cw .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. .. .. Cw Cw Cw .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. Cw Cw Cw .. .. Av Av .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. .. .. Cw Cw Cw .. Cw Av Av Av .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. Wo Wo Wo Cw Cw Cw Av Av Av Am Am .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. Wo Wo Wo Wo Cw Cw Cw Av Av Av Av Av .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. Wo Wo Wo Wo Wo Cw Cw Cw Av Av Av Av Av .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. Wo Wo Wo Wo Cw Cw Cw Av Av Av Av Av Av .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. Wo Wo Wo Wo Vw Ox Sx Av Av Av Av Av .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. Wo Wo Wo Vw Vw Sx Sx Sx Sy Wn Wy Ch Ch .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. Vw Vw Vw Vw Vw Sx Sx Sx Sx Wy Wy Ch Ch Ch .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. Vs Vw Vw Vw Vw Sx Sx Sx Wy Wy Wy Wy Ch .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. Vs Vw Vw Vw Vw Vw Sx Sx Sx Wy Wy Wy Sb Sb .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. .. Wb Wb Wb Wb Sx Sx Sx Sx Wk Wm Sb Sl Sb .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. Wb Wb Wb Wb We Sx Rn Wk Wm Wm Wm Sp .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. .. .. Wb Wb Wb Wb We We Rs Wk Bf Wa Rf Sp .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. Wb Wb Wb Wb Wb We Wk Wk Wk Bf Wa Rr Sp El .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. .. .. Wb Ba Ba Ba Ba Ba Hr Hf Bf Sf Sh Rr El Ed Ep .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. Tv Bw Ba Ba Ba Ba Ba Hr Hf Sf Wg Wg Gu Ed Mv Rb .. Ta .. .. .. .. .. .. .. .. .. ..
 .. .. .. .. Tv Tv Bw Ba Ba Ba Ba Hr Hf Ru Gf Gu Gu Gu Mv Mv Rg Ta Ta .. .. .. .. .. .. .. .. .. ..
.. .. .. .. Tv Tv Tv Bw Ba Ba Ba Ba Hr Wf Wf Gu Gu Gu Mv Mv Rg Ta Ta .. .. .. .. .. .. .. .. .. ..
 .. .. .. Tv Tv Tv Tv Wi Wi Ba En En En Wf Wv Wv Wv Wv Mv Mv Cr Ta Ta .. .. .. .. .. .. .. .. .. ..
.. .. .. .. Tv Tv Tv Wi Wi Wi Wi En En Eh Wv Wv Wv Wv Ho Ho Cr Ms Ms Wh Wh Wh Wh .. .. .. .. .. ..
 .. .. .. Tv Tv Tv Wi Wi Wi Wi Ew Eh Eh Cs Cs Ci Ci Ho Ho Ho Ms Ms Wh Wh Wh Wh Wh Ro .. .. .. .. ..
.. .. .. .. Tv Tv Wi Wi Wi Wi Wi Eh Eh Ci Ci Ci Ci Hc Ho Ho Ms Ms Ms Wh Wh Wh Wh Ro Ro .. .. .. ..
 Nf Nf Nf .. Tv Tv Ea Wi Wi Wi Eh Eh Ci Ci Ci Ci Hc Hc Ho Ho Ms Le Le Wh Wh Wh Ro Ro Ro Ro Ro Ro ..
.. Nf Nf Nf Nf Nf So Ea Wi Wi Wj Eh Ci Ci Ci Ci Ci Hc Hc Hc Ms Ms Le Le Wh Wh Wh Ro Ro Ro Ro Ro Ro
 .. Nf Nf Nf Nf Nf So Ea Wi Wi Hv Ci Ci Ci Ci Ar Ar Ar Hc Hc Ms Le Le Le Ww Ww Ww Ro Ro Ha .. .. ..
.. .. Nf Nf Nf Nf Nf .. Fa Fa Po Hv Ci Ci Ci Ar Ar Ar Wt Ad Bh Bh Le Le Ww Ww Ww Ww Ro .. .. .. ..
 .. Nf Nf Nf Nf Nf .. .. Gs .. Po .. Ci Ci Ar Ar .. .. .. .. .. .. Le Ls Ww Eb .. .. .. .. .. .. ..
.. .. .. Nf .. .. .. Iw Iw .. .. .. .. Ci .. .. .. .. .. .. .. .. .. .. .. Eb .. .. .. .. .. .. ..
 .. .. .. .. Iw Iw Iw Iw Iw Iw .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
.. .. .. .. .. .. Iw Iw Iw Iw .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
 .. .. .. .. .. .. .. Iw Iw .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. .. ..
`;

// The drawing is laid over its true place: the cell is about 6 km across.
const west = -1.9784;
const north = 52.1685;
const halfCellDegrees = 0.0431;
const thirdRowDegrees = 0.01558;

/** Path of the file of shapes inside the pack, and the object in it. */
export const mapFile = 'boundaries/places.topojson';
export const mapObject = 'places';

/** One cell of the picture: the sign in it, its row from the north and its column from the west. */
export type MapCell = { readonly sign: string; readonly row: number; readonly column: number };

/** The cells that hold a sign, row by row. */
export function mapCells(): MapCell[] {
  const rows = picture.split('\n').filter((line) => line.trim() !== '');
  return rows.flatMap((line, row) =>
    line
      .trim()
      .split(/\s+/)
      .flatMap((sign, column) => (sign === '..' ? [] : [{ sign, row, column }])),
  );
}

/**
 * The map as the text of a TopoJSON file: one shape a block with its `code`, borders shared. Longitude and
 * latitude in degrees; outer rings run clockwise, as d3-geo draws them.
 * @throws when a sign of the picture belongs to no block: a programmer's error.
 */
export function mapText(): string {
  const cells = mapCells();
  const outlines: GeometryCollection = { type: 'GeometryCollection', geometries: cells.map(hexagon) };
  const hexagons = topology({ outlines });
  const drawn = hexagons.objects['outlines'] as Drawn<Record<string, never>>;
  const cellsOfSign = Map.groupBy(drawn.geometries, (_, index) => cells[index]?.sign ?? '');
  const codeOfSign = new Map(blocks.map((block) => [block.sign, block.code]));
  const features = [...cellsOfSign].map(([sign, own]) => {
    const code = codeOfSign.get(sign);
    if (code === undefined) throw new Error(`the map draws ${sign}, which is the sign of no block`);
    const polygons = own.filter((cell) => cell.type === 'Polygon');
    return { type: 'Feature' as const, properties: { code }, geometry: merge(hexagons, polygons) };
  });
  const shapes: FeatureCollection<MultiPolygon, { code: string }> = { type: 'FeatureCollection', features };
  return JSON.stringify(topology({ [mapObject]: shapes }, 10_000));
}

/** The row that describes the map, and the map itself. */
export function mapPiece(): Piece {
  const note =
    'A drawing in hexagons of about 6 km, placed by the middles of LSOAs and tidied by hand. Do not measure on it.';
  return {
    boundaries: [
      makeRow('boundaries', {
        geography: places,
        file: mapFile,
        object: mapObject,
        code_property: 'code',
        schematic: true,
        source: 'ons-lsoa11-boundaries',
        note,
      }),
    ],
  };
}

/** The outline of a cell. Corners are whole steps from the north-west, so that neighbours share them exactly. */
function hexagon({ row, column }: MapCell): Polygon {
  const x = 2 * column + 1 + (row % 2);
  const y = 3 * row + 2;
  const corners = [
    [x, y - 2],
    [x + 1, y - 1],
    [x + 1, y + 1],
    [x, y + 2],
    [x - 1, y + 1],
    [x - 1, y - 1],
    [x, y - 2],
  ] as const;
  const ring = corners.map(([right, down]) => [west + right * halfCellDegrees, north - down * thirdRowDegrees]);
  return { type: 'Polygon', coordinates: [ring] };
}
