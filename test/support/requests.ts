/** A form as the old demo's client sends it: the part is named just `file`, without an extension or a type. */
export function oldForm(picture: Uint8Array): RequestInit {
  const head = '--b\r\nContent-Disposition: form-data; name="file"; filename="file"\r\n\r\n';
  const body = Buffer.concat([Buffer.from(head), picture, Buffer.from('\r\n--b--\r\n')]);
  return { method: 'POST', headers: { 'Content-Type': 'multipart/form-data; boundary=b' }, body };
}

/** The bytes alone. */
export const raw = (picture: Uint8Array, type = 'image/png', more: Record<string, string> = {}): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': type, ...more },
  body: picture as Uint8Array<ArrayBuffer>,
});

/** A data URL in JSON. */
export const dataUrl = (picture: Buffer): RequestInit => ({
  method: 'POST',
  headers: { 'Content-Type': 'application/json' },
  body: JSON.stringify({ image: `data:image/png;base64,${picture.toString('base64')}` }),
});
