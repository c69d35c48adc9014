/** Buttons that zoom the map: nothing about it needs a wheel, a pinch or a drag. */

type MapZoomProps = {
  readonly onZoom: (factor: number) => void;
  readonly onWhole: () => void;
  readonly onSelected: (() => void) | null;
};

/** In, out, the whole, and the chosen body when there is one. */
export function MapZoom({ onZoom, onWhole, onSelected }: MapZoomProps) {
  return (
    <fieldset className="map-zoom">
      <legend className="unseen">Zoom of the map</legend>
      <button type="button" className="button button-quiet" aria-label="Zoom in" onClick={() => onZoom(1.6)}>
        +
      </button>
      <button type="button" className="button button-quiet" aria-label="Zoom out" onClick={() => onZoom(1 / 1.6)}>
        −
      </button>
      <button type="button" className="button button-quiet" onClick={onWhole}>
        Whole map
      </button>
      {onSelected !== null && (
        <button type="button" className="button button-quiet" onClick={onSelected}>
          Chosen body
        </button>
      )}
    </fieldset>
  );
}
