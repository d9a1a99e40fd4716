import type { Remedies } from './remedies.js';

export const en: Remedies = {
  file_missing:
    'The request brings no picture. Send it in a form, in a file field (`curl -F file=@digit.png …`), as the body with its type (`image/png`…), or in JSON as `{"image": "data:…"}`.',
  file_empty:
    'The field came, but without bytes. See that the file is not empty, and that the path after `@` is there.',
  malformed_request:
    'Headers, parameters, a form or JSON that cannot be read, or a parameter given twice. Compare the request with what `/docs` says of that door; sending it again as it is will not help.',
  key_required:
    'The service has access keys, or was not reached from its own machine. Ask whoever runs it for one (`npm run keys -- add NAME`) and send it with each request; on the page, sign in with it.',
  key_invalid:
    'See that the key is sent whole and is the latest: `npm run keys -- list` tells which there are, `rotate` changes one. On the page, sign in again.',
  request_forbidden:
    'A browser calls from another site (`Origin`) or by an unknown name (`Host`). Whoever runs the service can let them in by `LINCE_CORS_ORIGINS` and `LINCE_ALLOWED_HOSTS`; behind a proxy see to `LINCE_TRUSTED_PROXIES`, too.',
  key_forbidden:
    'What is at `/admin/queues` is for keys with the scope `admin` (`npm run keys -- add NAME --scope admin`).',
  route_not_found: 'Check the path: the doors are at `/docs`. Behind a proxy check `LINCE_PATH_PREFIX`, too.',
  job_not_found:
    'The id is wrong, the job is another key’s, it was erased, or `LINCE_RESULT_TTL` has passed since it ended. Keep the results that you need and, if need be, send the picture again.',
  batch_not_found: 'As with an unknown job: another key’s, erased, or kept for `LINCE_RESULT_TTL` and gone.',
  model_not_found:
    '`models` tells which there are, and so does `GET /v1/models`. Choose one by `?model=name@version`, or import the missing one by `npm run model:import`.',
  input_not_found: 'Only a job that has ended well has one. Wait until its state is `succeeded`.',
  method_not_allowed: 'The header `Allow` tells which methods the address takes.',
  request_timeout: 'The network is slow, or the client stopped amid the request. Send a smaller picture, or try again.',
  job_processing:
    'What waits can be canceled, and what has ended erased. Wait for its end (`?wait=10`) and erase it then.',
  job_canceled:
    'Somebody canceled it (`DELETE`), or the client that waited for it hung up. If it is still wanted, send the picture again.',
  upload_too_large:
    '`GET /v1/limits` tells the limit, `LINCE_MAX_UPLOAD` sets it. Make the picture smaller: some hundreds of pixels do to read a digit.',
  batch_too_large: '`GET /v1/limits` tells the limits, `LINCE_MAX_BATCH` and `LINCE_MAX_BATCH_PICTURES` set them.',
  image_too_large:
    'What counts are the pixels that it would have once opened, not its bytes. `LINCE_MAX_PIXELS` sets the limit.',
  uri_too_long: 'Data goes into the body, not into the address.',
  unsupported_image:
    'Its content counts, not its name: another extension does not convert a file. Open it in an editor and save it in one of those formats.',
  heic_unsupported: 'The picture is from a phone that saves HEIC. Convert it to JPEG before it is sent.',
  encoding_unsupported:
    'Leave out `Content-Encoding` (curl’s `--compressed` is about the answer alone and does no harm).',
  expectation_failed: 'Leave out the header `Expect`, or leave it as curl itself sends it.',
  archive_unreadable: 'Make the zip again, without a password, and check that it came whole (`unzip -t`).',
  undecodable_image:
    'The file begins as a picture and does not end as one: most often a copy or a download that was cut off. Get it again; sending it again as it is will not help.',
  image_too_complex:
    '`LINCE_DECODE_TIMEOUT` sets the time. Very large pictures do this, or such as were made to be a burden.',
  blank_image: 'All of it has nearly one colour. Take the photo again in better light, or write with a darker stroke.',
  quarantined:
    'This picture crashed the process that opened it three times, and was set aside so that it harms no others. Save it in another format if you need it, and tell whoever runs the service: the log says which it was.',
  idempotency_mismatch:
    'A key is for one picture and one model. Make another (a UUID) for each new request; repeat one only to try again.',
  too_many_waiting:
    'This caller has nine tenths of all that is taken already. Wait for the seconds in `Retry-After`, then send.',
  rate_exceeded:
    'It is the key’s `--rate`. Wait for the seconds in `Retry-After`; the headers `RateLimit-*` tell what is left.',
  quota_exceeded:
    'It is the key’s `--quota`. `Retry-After` tells when there is more; whoever runs the service can raise it.',
  headers_too_large: '16 kB fit. Most often there are cookies of other applications at the same host name.',
  internal_error:
    'The request is not at fault. Try again with the same `Idempotency-Key`; if it comes back, look in the log for the `X-Request-Id` of the answer.',
  model_not_loaded:
    'No worker has it ready: the service has just started, or none is running. Wait for the seconds in `Retry-After`; `GET /health/ready` tells when it is. If it lasts, look at the workers’ log.',
  model_broken:
    '`GET /v1/models` tells in `broken` what is wrong. Import it again by `npm run model:import -- … --force`, or choose another version.',
  api_unreachable:
    'The API is stopping, starting or down, or cannot be reached (`LINCE_API_URL`). Wait some seconds; if it lasts, see whether it runs (`GET /health/live`).',
  queue_unavailable:
    'Redis cannot be reached, or does not confirm in time. What was accepted is not lost. Try again after `Retry-After`; if it lasts, check `REDIS_URL`, and that Redis has memory and disk.',
  overloaded:
    'More pictures come than can be read. Wait for the seconds in `Retry-After`; if it is often, add workers (`LINCE_WORKERS`) or raise `LINCE_MAX_WAITING`.',
  prediction_timeout:
    '`LINCE_PREDICT_TIMEOUT` has passed. The answer has the job’s address: ask there (`?wait=10`), or use `POST /v1/jobs` instead of waiting.',
  expired: '`LINCE_MAX_WAIT` has passed and there was no worker to take it. See that one runs before it is sent again.',
  not_a_digit:
    '`score` is low: it looks like something else (a garment, a drawing, some letters). Do not trust `class`: it is only what the picture resembles most.',
  several_digits: 'Crop the picture and send the digits one by one.',
  low_confidence: '`confidence` is low. Let a person look at the picture, or take it again more clearly.',
};
