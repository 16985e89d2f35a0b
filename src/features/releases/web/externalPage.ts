import { type Html, html } from '../../../platform/http/html.ts';
import { pageFrame } from '../../../platform/http/layout.ts';
import { EXTERNAL_STYLE } from '../../../platform/http/staticRoutes.ts';

/**
 * Where somebody outside types the passcode. It tells no more than whose practice it is. `fault` says what
 * became of the one before.
 */
export const externalPage = (practiceName: string, fault: string | null = null): Html =>
  pageFrame(
    'A recording for you',
    practiceName,
    html`<h1>A recording for you</h1>
<p class="lead">${practiceName} has sent you this link, and given you a passcode by another way. Type the passcode to listen.</p>
<form method="post" id="open" class="passcode">
<label for="passcode">Passcode</label>
<input id="passcode" name="passcode" type="text" inputmode="numeric" autocomplete="off" spellcheck="false" maxlength="24" required autofocus aria-describedby="passcode-note${fault === null ? '' : ' passcode-fault'}"${fault === null ? null : html` aria-invalid="true"`}>
${fault === null ? null : html`<p id="passcode-fault" class="fault" role="alert">${fault}</p>`}
<p id="passcode-note" class="note">Eight digits. Spaces and dashes do not matter. Only a few tries can be made.</p>
<button type="submit" class="main">Listen</button>
</form>
<p class="note">Each passcode that is looked at, right or wrong, and each time the recording is heard, is written down by the practice.</p>`,
    html`<link rel="stylesheet" href="${EXTERNAL_STYLE}">`,
  );
