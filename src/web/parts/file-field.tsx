/** A file to choose, or to drop on the frame around the field. */

import { type DragEvent, useId, useState } from 'react';

type FileFieldProps = {
  /** What kinds of file, and how large. */
  readonly text: string;
  readonly accept: string;
  readonly isBusy: boolean;
  readonly onFile: (file: File) => void;
};

/** The frame with its field. */
export function FileField({ text, accept, isBusy, onFile }: FileFieldProps) {
  const id = useId();
  const [isOver, setIsOver] = useState(false);
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setIsOver(false);
    const file = event.dataTransfer.files[0];
    if (file !== undefined && !isBusy) onFile(file);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping a file is a second way; the field inside is the first
    <div
      className={isOver ? 'drop-frame is-over' : 'drop-frame'}
      onDragOver={(event) => {
        event.preventDefault();
        setIsOver(true);
      }}
      onDragLeave={() => setIsOver(false)}
      onDrop={onDrop}
    >
      <label htmlFor={id}>
        <strong>Choose a file</strong>, or drop it here: {text}
      </label>
      <input
        id={id}
        type="file"
        accept={accept}
        disabled={isBusy}
        onChange={(event) => {
          const file = event.target.files?.[0];
          // The same file, mended, can be chosen again.
          event.target.value = '';
          if (file !== undefined) onFile(file);
        }}
      />
    </div>
  );
}
