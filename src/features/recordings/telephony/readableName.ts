import { endingOf, withoutCloseMark, withoutCopyMarks } from '../../../kernel/fileName.ts';

/** Endings of audio, whether or not the desk can cut it. */
const AUDIO = new Set(
  'wav wave wav16 wav49 mp3 mp2 gsm ulaw ul ulw mu pcm pcmu alaw al alw pcma raw g722 g723 g726 g729 ilbc siren7 siren14 spx vox ogg oga opus webm weba m4a m4b mp4 3gp aac wma flac amr awb au aif aiff caf mka'.split(
    ' ',
  ),
);

/** True for a name that ends as audio does; `.json` sidecars and everything else are not recordings. */
export const isAudioName = (name: string): boolean => AUDIO.has(endingOf(name)) || /^sln\d{0,3}$/.test(endingOf(name));

/** `call.wav` may have its facts in `call.json` or `call.wav.json`; its copy may have them in either of the two. */
export function sidecarNamesOf(audioName: string): readonly string[] {
  const at = audioName.lastIndexOf('/') + 1;
  const [folder, file] = [audioName.slice(0, at), audioName.slice(at)];
  const names = new Set([file, withoutCopyMarks(file)]);
  return [...names]
    .flatMap((each) => [each.replace(/\.[^.]+$/, ''), each])
    .flatMap((each) => [`${folder}${each}.json`, `${folder}${each}.JSON`]);
}

/** `%3A` as the character it stands for; what is no such code stays. */
export const percentDecoded = (text: string): string =>
  text.replace(/(?:%[0-9a-f]{2})+/gi, (codes) => {
    try {
      return decodeURIComponent(codes);
    } catch {
      return codes;
    }
  });

/** Colons that stand in for the one a file name cannot hold, and marks that are not seen. */
const COLONS = /[\ua789\u2236\u02d0\ufe55]/g;

const UNSEEN = /[\p{Cc}\u200b-\u200f\u202a-\u202e\ufeff]/gu;

const plain = (text: string): string => percentDecoded(text).normalize('NFKC').replace(COLONS, ':').replace(UNSEEN, '');

/**
 * A name as phone systems write it: spelt in plain characters, without what downloading and copying put on it.
 * A number that stands close to the name (`call(1).wav`) may be the call's own, so both readings are given,
 * the one without it first.
 */
export function readableNames(name: string): readonly string[] {
  const path = name.split('/').map(plain);
  const file = path.pop() ?? '';
  const read = new Set([withoutCloseMark(file), withoutCopyMarks(file)]);
  return [...read].map((each) => [...path, each].join('/'));
}
