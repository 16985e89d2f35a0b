import { endingOf, withoutCopyMarks } from '../../../kernel/fileName.ts';

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
