/** A small map of one day of the story: bodies in colour with their names, councils as thin lines. */

import { useEffect, useMemo, useRef } from 'react';
import { tiers } from '#core/register/tiers.ts';
import type { Choice } from '../../choice.ts';
import type { Frame } from '../../map/map-frame.ts';
import { paintMarks, paintScene, scenePaths, sceneTiles } from '../../map/painter.ts';
import { boxOfBody, fillsOfBodies, makeScene } from '../../map/scene.ts';
import type { Shapes } from '../../map/shapes.ts';
import { codeOn, nameOn, type TierHistory } from '../../map/tier-history.ts';
import { Link } from '../../parts/link.tsx';
import { FaultNote, Loading } from '../../parts/status-note.tsx';
import { dateText } from '../../words.ts';
import { type MapData, useMapData } from '../map/use-map-data.ts';
import type { StoryStep } from './story-steps.ts';

const size = { width: 560, height: 420 };

/** How much of the picture the land that is looked at takes. */
const closeness = 0.62;

/** The choice of a step: what its map and figures are asked for. */
export function stepChoice(choice: Choice, step: StoryStep): Choice {
  return { ...choice, scenario: step.scenario, on: step.on, bodies: step.bodies, councils: step.councils };
}

/** The colours of bodies on the map of a step, by id and by code; nothing while the map is not here. */
export function useStepFills(choice: Choice, step: StoryStep): ReadonlyMap<string, string> {
  const { data } = useMapData(stepChoice(choice, step));
  const [shapes, frame, history] = [data?.sheet.shapes, data?.frame, data?.bodies];
  return useMemo(() => {
    if (shapes === null || shapes === undefined || frame === undefined || history === undefined) return new Map();
    const fills = fillsOfBodies(shapes, frame, history.bodies.length);
    return new Map(
      history.bodies.flatMap((body, at) =>
        [body.id, codeOn(body, step.on)].map((name) => [name, fills[at] ?? ''] as const),
      ),
    );
  }, [shapes, frame, history, step]);
}

/** The map of a step, with a link to the large one. */
export function StoryMap({ choice, step }: { readonly choice: Choice; readonly step: StoryStep }) {
  const { answers, data } = useMapData(stepChoice(choice, step));
  const fault = answers.find((answer) => answer.fault !== undefined);
  const label = `${tiers[step.bodies].title} around Surrey on ${dateText(step.on)}`;
  return (
    <figure className="story-map">
      {fault?.fault !== undefined ? (
        <FaultNote fault={fault.fault} where="While loading the map" retry={fault.retry} />
      ) : data === undefined ? (
        <Loading what="the map" />
      ) : data.sheet.shapes === null ? (
        <p>This register has no shapes to draw.</p>
      ) : (
        <StoryDrawing shapes={data.sheet.shapes} data={data} step={step} label={label} />
      )}
      <figcaption>
        {label}. {data?.sheet.map.schematic === true && 'A schematic drawing, not a survey. '}
        <Link
          path="/map"
          query={{ on: step.on, scenario: step.scenario, bodies: 'icb', councils: 'utla', colour: 'body' }}
        >
          Open the large map
        </Link>
      </figcaption>
    </figure>
  );
}

type StoryDrawingProps = {
  readonly shapes: Shapes;
  readonly data: MapData;
  readonly step: StoryStep;
  readonly label: string;
};

function StoryDrawing({ shapes, data, step, label }: StoryDrawingProps) {
  const { frame, bodies, councils } = data;
  const land = useRef<HTMLCanvasElement>(null);
  const marks = useRef<HTMLCanvasElement>(null);
  const painted = useMemo(() => {
    const names = bodies.bodies.map((body) => nameOn(body, step.on));
    return scenePaths(shapes, makeScene(shapes, frame, names, 'body'));
  }, [shapes, frame, bodies, step]);
  useEffect(() => {
    const box = boxAround(shapes, frame, [bodies, councils], step.closeTo);
    if (land.current === null || marks.current === null || box === null) return;
    const scale = Math.min(size.width / (box.right - box.left), size.height / (box.bottom - box.top)) * closeness;
    const view = {
      scale,
      x: size.width / 2 - ((box.left + box.right) / 2) * scale,
      y: size.height / 2 - ((box.top + box.bottom) / 2) * scale,
    };
    paintScene(land.current, painted, view, sceneTiles(painted.scene.swatches));
    // The outline is that of a council, the names are those of the bodies.
    const outlined = councils.bodies.findIndex((council) => council.id === step.outlined);
    paintMarks(marks.current, shapes, { ...painted.scene, bodyOf: frame.councilOf }, view, {
      selected: outlined,
      active: -1,
    });
  }, [shapes, frame, bodies, councils, painted, step]);
  const ratio = window.devicePixelRatio;
  return (
    <div className="story-drawing" role="img" aria-label={label}>
      <canvas ref={land} width={size.width * ratio} height={size.height * ratio} />
      <canvas ref={marks} width={size.width * ratio} height={size.height * ratio} className="map-marks" />
    </div>
  );
}

type Box = { left: number; top: number; right: number; bottom: number };

/** The box around the land of those bodies, of either tier; null when none of them holds any. */
function boxAround(
  shapes: Shapes,
  frame: Frame,
  [bodies, councils]: readonly [TierHistory, TierHistory],
  ids: readonly string[],
): Box | null {
  const boxes = ids.flatMap((id) => {
    const body = bodies.bodies.findIndex((one) => one.id === id);
    const council = councils.bodies.findIndex((one) => one.id === id);
    const box =
      body >= 0
        ? boxOfBody(shapes, frame.bodyOf, body)
        : council >= 0
          ? boxOfBody(shapes, frame.councilOf, council)
          : null;
    return box ?? [];
  });
  if (boxes.length === 0) return null;
  return {
    left: Math.min(...boxes.map((box) => box.left)),
    top: Math.min(...boxes.map((box) => box.top)),
    right: Math.max(...boxes.map((box) => box.right)),
    bottom: Math.max(...boxes.map((box) => box.bottom)),
  };
}
