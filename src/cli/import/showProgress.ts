import { Presets, SingleBar } from 'cli-progress';

export interface Progress {
  /** One more call is done. */
  step(): void;
  end(): void;
}

const LINES = 20;

/** A line now and then, for logs and pipes. */
function byLines(total: number, write: (text: string) => void): Progress {
  const every = Math.max(1, Math.ceil(total / LINES));
  let done = 0;
  return {
    step: () => {
      done += 1;
      if (done % every === 0 || done === total) write(`${done} of ${total}\n`);
    },
    end: () => {},
  };
}

/** A bar that moves. */
function byBar(total: number): Progress {
  const bar = new SingleBar(
    { format: '{bar} {value} of {total}, {eta_formatted} left', stopOnComplete: true },
    Presets.shades_classic,
  );
  bar.start(total, 0);
  return { step: () => bar.increment(), end: () => bar.stop() };
}

/** How far the import is: a bar on a terminal, lines anywhere else. */
export const showProgress = (total: number, out: NodeJS.WriteStream): Progress =>
  out.isTTY && total > 0 ? byBar(total) : byLines(total, (text) => void out.write(text));
