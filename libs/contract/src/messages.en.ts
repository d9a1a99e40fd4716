import type { Messages } from './messages.js';

export const en: Messages = {
  file_missing: ['File missing', 'No file was found in the request.'],
  file_empty: ['Empty file', 'No file was selected.'],
  malformed_request: ['Malformed request', 'The request cannot be read: it is incomplete or malformed.'],
  request_forbidden: [
    'Request refused',
    'The request comes from another web site, or is addressed to a name that this service does not know.',
  ],
  route_not_found: ['Not found', 'There is nothing at this address.'],
  job_not_found: ['Unknown job', 'There is no job with this id, or it has been erased.'],
  batch_not_found: ['Unknown batch', 'There is no batch with this id, or it has been erased.'],
  model_not_found: ['Unknown model', 'There is no model with this name and version.'],
  input_not_found: ['No picture', 'This job has no picture that a model saw.'],
  method_not_allowed: ['Method not allowed', 'This address does not take that HTTP method.'],
  job_processing: ['Under way', 'The job is being processed and can no longer be canceled.'],
  job_canceled: ['Canceled', 'The job was canceled before it was processed.'],
  upload_too_large: ['File too large', 'The file is larger than the largest allowed.'],
  batch_too_large: [
    'Too much at once',
    'There are too many pictures, or too many bytes, for one batch. Send them in several.',
  ],
  image_too_large: ['Picture too large', 'The picture has too many pixels. Make it smaller and upload it again.'],
  unsupported_image: [
    'Unsupported kind of file',
    'The file is not a supported picture. Use PNG, JPEG, WebP, GIF, TIFF or AVIF.',
  ],
  heic_unsupported: [
    'HEIC not supported',
    'HEIC photos are not supported. On an iPhone choose Settings › Camera › Formats › “Most Compatible”, or save the photo as JPEG.',
  ],
  archive_unreadable: [
    'Unreadable archive',
    'The file is no zip that can be read: it is damaged, incomplete or encrypted.',
  ],
  undecodable_image: ['Unreadable picture', 'The picture is damaged or incomplete and cannot be opened.'],
  blank_image: ['Blank picture', 'The picture is blank: no stroke can be seen.'],
  idempotency_mismatch: [
    'Key already used',
    'This Idempotency-Key came with another request before. Use a new key for each request.',
  ],
  too_many_waiting: [
    'Too many of yours wait',
    'Too many of your pictures are waiting already. Send more when some of them are done.',
  ],
  internal_error: ['Internal error', 'Something failed on our side. Please try again.'],
  quarantined: [
    'Set aside',
    'The process that worked on this picture crashed, several times. The picture was set aside; do not send it again.',
  ],
  model_not_loaded: ['Model not available', 'The model is not loaded.'],
  model_broken: ['Model damaged', 'The model is there, but its files cannot be used.'],
  api_unreachable: ['No connection', 'The API could not be reached. Try again in a few seconds.'],
  queue_unavailable: ['Service unavailable', 'The job queue does not answer. Try again in a few seconds.'],
  overloaded: ['Too busy', 'More is waiting than can be taken. Try again a little later.'],
  prediction_timeout: ['Timed out', 'The prediction is taking too long. The job goes on: ask for its address later.'],
  expired: ['Expired', 'No worker came for this picture in time, and it was given up. Please send it again.'],
  not_a_digit: 'This does not look like a digit.',
  several_digits: 'There are several digits: the answer is for the most prominent one.',
  low_confidence: 'The model is not sure: check the answer.',
};
