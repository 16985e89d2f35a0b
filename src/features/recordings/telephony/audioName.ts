const AUDIO =
  /\.(?:wav|wav49|mp3|gsm|ulaw|alaw|ul|al|sln|g722|g729|ogg|oga|opus|webm|m4a|mp4|aac|wma|flac|amr)$/i;

/** True for a name that ends as audio does; `.json` sidecars and everything else are not recordings. */
export const isAudioName = (name: string): boolean => AUDIO.test(name);

/** `call.wav` may have its facts in `call.json` or `call.wav.json`. */
export const sidecarNamesOf = (audioName: string): readonly string[] => [
  audioName.replace(/\.[^./]+$/, '.json'),
  `${audioName}.json`,
];
