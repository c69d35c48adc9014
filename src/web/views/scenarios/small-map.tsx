/** A small map of one scenario on a day: health bodies in colour with their names, councils as thin lines. */

import { useEffect, useMemo, useRef } from 'react';
import { tiers } from '#core/register/tiers.ts';
import type { Choice } from '../../choice.ts';
import { paintMarks, paintScene, scenePaths, sceneTiles } from '../../map/painter.ts';
import { boxOfBody, makeScene } from '../../map/scene.ts';
import type { Box } from '../../map/sight.ts';
import { nameOn } from '../../map/tier-history.ts';
import { Link } from '../../parts/link.tsx';
import { FaultNote, Loading } from '../../parts/status-note.tsx';
import { dateText } from '../../words.ts';
import { type MapData, useMapData } from '../map/use-map-data.ts';

/** @units pixels */
const size = { width: 560, height: 420 };
/** Room left around the land. @units pixels */
const margin = 24;

type SmallMapProps = {
  readonly choice: Choice;
  readonly title: string;
  /** Ids of bodies whose land the map shows; none of them there: the whole. */
  readonly closeTo: readonly string[];
};

/** The map with its title and the way to the large one. Councils are in colour, since it is they that differ most. */
export function SmallMap({ choice, title, closeTo }: SmallMapProps) {
  const { answers, data } = useMapData(choice);
  const fault = answers.find((answer) => answer.fault !== undefined)?.fault;
  const label = `${title}: ${tiers[choice.councils].title} and ${tiers[choice.bodies].title.toLowerCase()} on ${dateText(choice.on)}`;
  return (
    <figure className="scenario-map">
      <figcaption>
        <strong>{title}</strong>
      </figcaption>
      {fault !== undefined ? (
        <FaultNote fault={fault} where={`While loading the map of ${title}`} />
      ) : data === undefined ? (
        <Loading what={`the map of ${title}`} />
      ) : data.sheet.shapes === null ? (
        <p>This register has no shapes to draw.</p>
      ) : (
        <Drawing data={data} on={choice.on} label={label} closeTo={closeTo} />
      )}
      <p className="hint">
        {tiers[choice.councils].title} in colour, {tiers[choice.bodies].plural} as thin lines.
        {data?.sheet.map.schematic === true && ' A schematic drawing, not a survey.'}{' '}
        <Link path="/map" query={{ scenario: choice.scenario, on: choice.on }}>
          Large map<span className="unseen"> of {title}</span>
        </Link>
      </p>
    </figure>
  );
}

type DrawingProps = Pick<SmallMapProps, 'closeTo'> & {
  readonly data: MapData;
  readonly on: string;
  readonly label: string;
};

function Drawing({ data, on, label, closeTo }: DrawingProps) {
  const land = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const { frame, councils, sheet } = data;
  const { shapes } = sheet;
  const painted = useMemo(() => {
    if (shapes === null) return null;
    // The sides change places: councils are drawn as bodies are on the large map.
    const turned = { ...frame, bodyOf: frame.councilOf, councilOf: frame.bodyOf };
    const names = councils.bodies.map((body) => nameOn(body, on));
    return scenePaths(shapes, makeScene(shapes, turned, names, 'body'));
  }, [shapes, frame, councils, on]);
  useEffect(() => {
    if (land.current === null || marks.current === null || painted === null || shapes === null) return;
    const box = boxAround(data, closeTo) ?? { left: 0, top: 0, right: shapes.width, bottom: shapes.height };
    const room = { width: size.width - 2 * margin, height: size.height - 2 * margin };
    const scale = Math.min(room.width / (box.right - box.left), room.height / (box.bottom - box.top));
    const view = {
      scale,
      x: (size.width - (box.left + box.right) * scale) / 2,
      y: (size.height - (box.top + box.bottom) * scale) / 2,
    };
    paintScene(land.current, painted, view, sceneTiles(painted.scene.swatches));
    paintMarks(marks.current, shapes, painted.scene, view, { selected: -1, active: -1 });
  }, [painted, shapes, data, closeTo]);
  const ratio = window.devicePixelRatio;
  return (
    <div className="story-drawing" role="img" aria-label={label}>
      <canvas ref={land} width={size.width * ratio} height={size.height * ratio} />
      <canvas ref={marks} width={size.width * ratio} height={size.height * ratio} className="map-marks" />
    </div>
  );
}

/** The box around the land of those bodies, of either tier; null when none of them holds any. */
function boxAround({ sheet: { shapes }, frame, bodies, councils }: MapData, ids: readonly string[]): Box | null {
  if (shapes === null) return null;
  const boxes = ids.flatMap((id) =>
    [
      boxOfBody(
        shapes,
        frame.bodyOf,
        bodies.bodies.findIndex((one) => one.id === id),
      ) ?? [],
      boxOfBody(
        shapes,
        frame.councilOf,
        councils.bodies.findIndex((one) => one.id === id),
      ) ?? [],
    ].flat(),
  );
  if (boxes.length === 0) return null;
  return {
    left: boxes.reduce((least, box) => Math.min(least, box.left), Infinity),
    top: boxes.reduce((least, box) => Math.min(least, box.top), Infinity),
    right: boxes.reduce((most, box) => Math.max(most, box.right), -Infinity),
    bottom: boxes.reduce((most, box) => Math.max(most, box.bottom), -Infinity),
  };
}
