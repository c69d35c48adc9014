/** The land a body serves on the day: a small map and the list of building blocks. */

import { useEffect, useMemo, useRef, useState } from 'react';
import type { OrganisationWire } from '#wire/register.ts';
import { apiAddress, ask } from '../../api-client.ts';
import { type Choice, contextOf } from '../../choice.ts';
import { paintScene, scenePaths, sceneTiles } from '../../map/painter.ts';
import { boxOfBody } from '../../map/scene.ts';
import type { Shapes } from '../../map/shapes.ts';
import { blockColumns } from '../../parts/block-columns.ts';
import { DataTable } from '../../parts/data-table.tsx';
import { EvidenceWord, Figure } from '../../parts/evidence.tsx';
import { Link } from '../../parts/link.tsx';
import { dateText, numberText } from '../../words.ts';
import { useMapSheet } from '../map/use-map-data.ts';
import { tierOf } from './identity.tsx';

type FootprintProps = { readonly body: OrganisationWire; readonly choice: Choice };

/** Map and blocks; a sentence when no land is known. */
export function Footprint({ body, choice }: FootprintProps) {
  const { sheet } = useMapSheet(choice);
  const [all, setAll] = useState<OrganisationWire['footprint']['blocks'] | null>(null);
  const { footprint } = body;
  if (footprint.zones.length === 0)
    return <p>{body.existsOn ? 'No land is known for it on this day.' : 'It holds no land on this day.'}</p>;
  const blocks = all ?? footprint.blocks;
  const askForAll = () => {
    const address = apiAddress(`/organisations/${encodeURIComponent(body.id)}`, {
      ...contextOf(choice),
      on: body.on,
      blocks: 'all',
    });
    ask<OrganisationWire>(address).then(
      (whole) => setAll(whole.footprint.blocks),
      () => setAll(null),
    );
  };
  const tier = tierOf(body);
  return (
    <div className="footprint">
      <div>
        {sheet?.shapes !== null && sheet?.shapes !== undefined && (
          <SmallMap shapes={sheet.shapes} zones={footprint.zones} name={body.name} />
        )}
        {sheet?.map.schematic === true && (
          <span className="badge badge-schematic">Schematic drawing, not a survey</span>
        )}
        {footprint.evidences.map((evidence) => (
          <EvidenceWord key={evidence} evidence={evidence} />
        ))}
        {tier !== null && (
          <p>
            <Link path="/map" query={{ bodies: tier, body: body.id }}>
              Show it on the map
            </Link>
          </p>
        )}
      </div>
      <div>
        <DataTable
          label="Building blocks"
          caption={
            <>
              <Figure
                text={numberText(footprint.blockCount)}
                evidence={{
                  title: `Building blocks of ${body.name}`,
                  says: `Building blocks, whole or in part, that it serves on ${dateText(body.on)}.`,
                  formula: 'count of blocks of the vintage with at least a part in its footprint',
                  page: 'docs/methods/overlap.md',
                  ...(footprint.geography === null ? {} : { vintage: footprint.geography }),
                  sources: body.sources,
                }}
              />{' '}
              {footprint.blockCount === 1 ? 'building block' : 'building blocks'}
              {footprint.geography === null ? '' : ` of ${footprint.geography}`}
              {blocks.length < footprint.blockCount ? `; the first ${numberText(blocks.length)} are listed` : ''}.
            </>
          }
          columns={blockColumns(blocks)}
          rows={blocks}
          pageSize={10}
          keyOf={(block) => block.code}
          none="No building blocks of this vintage."
        />
        {blocks.length < footprint.blockCount && (
          <button type="button" className="button button-quiet" onClick={askForAll}>
            List all {numberText(footprint.blockCount)}
          </button>
        )}
      </div>
    </div>
  );
}

const mapSize = { width: 460, height: 340, margin: 12 };
const land = { fill: '#e6e9e4', mark: '#e6e9e4', pattern: 'plain' } as const;
const own = { fill: '#2f6f9f', mark: '#2f6f9f', pattern: 'plain' } as const;

function room(length: number): number {
  return length - 2 * mapSize.margin;
}

function SmallMap({
  shapes,
  zones,
  name,
}: {
  readonly shapes: Shapes;
  readonly zones: readonly number[];
  readonly name: string;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painted = useMemo(() => {
    const bodyOf = new Int32Array(shapes.zoneCount).fill(-1);
    for (const zone of zones) bodyOf[zone] = 0;
    const swatchOf = Uint8Array.from(bodyOf, (holder) => (holder === 0 ? 1 : 0));
    return scenePaths(shapes, {
      swatchOf,
      swatches: [land, own],
      bodyOf,
      councilOf: new Int32Array(shapes.zoneCount),
      labels: [],
    });
  }, [shapes, zones]);
  useEffect(() => {
    const box = boxOfBody(shapes, painted.scene.bodyOf, 0);
    if (canvas.current === null || box === null) return;
    const whole = Math.min(room(mapSize.width) / shapes.width, room(mapSize.height) / shapes.height);
    // The body takes about half of the picture, so that one sees what lies around it; tiny ones stay small.
    const close = Math.min(mapSize.width / (box.right - box.left), mapSize.height / (box.bottom - box.top)) / 2;
    const scale = Math.min(Math.max(whole, close), whole * 6);
    const view = {
      scale,
      x: mapSize.width / 2 - ((box.left + box.right) / 2) * scale,
      y: mapSize.height / 2 - ((box.top + box.bottom) / 2) * scale,
    };
    paintScene(canvas.current, painted, view, sceneTiles(painted.scene.swatches));
  }, [shapes, painted]);
  const ratio = window.devicePixelRatio;
  return (
    <canvas
      ref={canvas}
      className="small-map"
      width={mapSize.width * ratio}
      height={mapSize.height * ratio}
      role="img"
      aria-label={`Where ${name} lies. The table lists its building blocks.`}
    />
  );
}
