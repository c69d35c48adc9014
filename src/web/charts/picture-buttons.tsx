/** Buttons that keep a drawing as a picture, and say when that fails. */

import { useState } from 'react';
import { type Picture, savePicture } from './picture.ts';

type PictureButtonsProps = {
  /** Of the drawing, in the sentence "Save the map as". */
  readonly what: string;
  /** Of the file, without its ending. */
  readonly name: string;
  /** Null: there is nothing drawn yet. */
  readonly picture: () => Picture | null;
};

/** SVG for a document that may be changed, PNG for everything else. */
export function PictureButtons({ what, name, picture }: PictureButtonsProps) {
  const [fault, setFault] = useState<string | null>(null);
  const save = (as: 'svg' | 'png') => {
    const made = picture();
    if (made === null) return;
    setFault(null);
    savePicture(made, name, as).catch((reason: unknown) =>
      setFault(reason instanceof Error ? reason.message : String(reason)),
    );
  };
  return (
    <div className="button-row picture-buttons">
      <button type="button" className="button button-quiet" onClick={() => save('svg')}>
        Save {what} as SVG
      </button>
      <button type="button" className="button button-quiet" onClick={() => save('png')}>
        Save {what} as PNG
      </button>
      {fault !== null && (
        <p className="field-fault" role="alert">
          The picture could not be saved. {fault}
        </p>
      )}
    </div>
  );
}
