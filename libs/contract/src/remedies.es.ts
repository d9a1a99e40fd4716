import type { Remedies } from './remedies.js';

export const es: Remedies = {
  file_missing:
    'La petición no trae ninguna imagen. Envíala en un formulario, en un campo de archivo (`curl -F file=@digito.png …`), como cuerpo con su tipo (`image/png`…), o en JSON como `{"image": "data:…"}`.',
  file_empty: 'El campo llegó, pero sin bytes. Comprueba que el archivo no está vacío y que la ruta de `@…` existe.',
  malformed_request:
    'Cabeceras, parámetros, formulario o JSON que no se pueden leer, o un parámetro dos veces. Compara la petición con lo que dice `/docs` de esa puerta; reenviarla igual no sirve.',
  key_required:
    'El servicio tiene claves de acceso, o no se llega a él desde su propia máquina. Pide una a quien lo administra (`npm run keys -- add NOMBRE`) y envíala en cada petición; en la página, entra con ella.',
  key_invalid:
    'Comprueba que la clave se envía entera y es la última: `npm run keys -- list` dice cuáles hay, y `rotate` cambia una. En la página, vuelve a entrar.',
  request_forbidden:
    'Un navegador llama desde otro sitio (`Origin`) o por un nombre desconocido (`Host`). Quien administra el servicio puede admitirlos con `LINCE_CORS_ORIGINS` y `LINCE_ALLOWED_HOSTS`; detrás de un proxy, mira también `LINCE_TRUSTED_PROXIES`.',
  key_forbidden:
    'Lo que hay en `/admin/queues` es para claves con alcance `admin` (`npm run keys -- add NOMBRE --scope admin`).',
  route_not_found:
    'Revisa la ruta: las puertas están en `/docs`. Detrás de un proxy, revisa también `LINCE_PATH_PREFIX`.',
  job_not_found:
    'El identificador está mal, el trabajo es de otra clave, se borró, o ya pasó `LINCE_RESULT_TTL` desde que terminó. Guarda los resultados que necesites y, si hace falta, envía la imagen otra vez.',
  batch_not_found: 'Lo mismo que un trabajo desconocido: otra clave, borrada, o pasado `LINCE_RESULT_TTL`.',
  model_not_found:
    'En `models` vienen los que hay; también en `GET /v1/models`. Elige uno con `?model=nombre@versión`, o importa el que falta con `npm run model:import`.',
  input_not_found: 'Solo la tiene un trabajo que ha terminado bien. Espera a que su estado sea `succeeded`.',
  method_not_allowed: 'En la cabecera `Allow` vienen los métodos que esa dirección admite.',
  request_timeout:
    'La red es lenta o el cliente se paró a mitad de la petición. Envía la imagen más pequeña, o vuelve a intentarlo.',
  job_processing:
    'Se puede cancelar lo que espera y borrar lo terminado. Espera a que termine (`?wait=10`) y bórralo entonces.',
  job_canceled:
    'Alguien lo canceló (`DELETE`), o el cliente que lo esperaba colgó. Si aún hace falta, envía la imagen de nuevo.',
  upload_too_large:
    'El límite está en `GET /v1/limits` y lo pone `LINCE_MAX_UPLOAD`. Reduce la imagen: para leer un dígito bastan unos cientos de píxeles.',
  batch_too_large: 'Los límites están en `GET /v1/limits` y los ponen `LINCE_MAX_BATCH` y `LINCE_MAX_BATCH_PICTURES`.',
  image_too_large: 'Cuentan los píxeles que tendría abierta, no los bytes. El límite lo pone `LINCE_MAX_PIXELS`.',
  uri_too_long: 'Los datos van en el cuerpo, no en la dirección.',
  unsupported_image:
    'Cuenta el contenido, no el nombre: cambiar la extensión no convierte un archivo. Ábrelo con un editor y guárdalo en uno de esos formatos.',
  heic_unsupported: 'La imagen viene de un teléfono que guarda HEIC. Conviértela a JPEG antes de enviarla.',
  encoding_unsupported: 'Quita `Content-Encoding` (en curl, `--compressed` solo afecta a la respuesta y no estorba).',
  expectation_failed: 'Quita la cabecera `Expect`, o deja la que curl pone él solo.',
  archive_unreadable: 'Haz el zip otra vez, sin contraseña, y comprueba que llegó entero (`unzip -t`).',
  undecodable_image:
    'El archivo empieza como una imagen y no acaba como tal: suele ser una copia o una descarga cortada. Consíguelo otra vez; reenviarlo igual no sirve.',
  image_too_complex: 'El tiempo lo pone `LINCE_DECODE_TIMEOUT`. Pasa con imágenes enormes, o hechas para dar trabajo.',
  blank_image: 'Todo tiene casi el mismo color. Repite la foto con más luz, o escribe con trazo más oscuro.',
  quarantined:
    'Esta imagen hizo caer tres veces al proceso que la abría, y se ha apartado para que no dañe a otras. Guárdala en otro formato si la necesitas, y avisa a quien administra el servicio: el registro dice cuál fue.',
  idempotency_mismatch:
    'Una clave vale para una imagen y un modelo. Genera otra (un UUID) por cada petición distinta; repite la misma solo al reintentar.',
  too_many_waiting:
    'Quien llama ya ocupa nueve décimas partes de lo que se admite. Espera los segundos de `Retry-After` y envía entonces.',
  rate_exceeded:
    'Es el límite `--rate` de la clave. Espera los segundos de `Retry-After`; las cabeceras `RateLimit-*` dicen cuánto queda.',
  quota_exceeded:
    'Es el límite `--quota` de la clave. `Retry-After` dice cuándo vuelve a haber; quien administra el servicio puede subirlo.',
  headers_too_large: 'Caben 16 kB. Casi siempre sobran cookies de otras aplicaciones en el mismo nombre de máquina.',
  internal_error:
    'No es culpa de la petición. Reintenta con la misma `Idempotency-Key`; si se repite, busca en el registro el `X-Request-Id` de la respuesta.',
  model_not_loaded:
    'Ningún proceso de trabajo lo tiene listo: acaba de arrancar el servicio, o no hay ninguno en marcha. Espera los segundos de `Retry-After`; `GET /health/ready` dice cuándo está. Si dura, mira el registro de los procesos de trabajo.',
  model_broken:
    '`GET /v1/models` dice en `broken` qué le pasa. Vuelve a importarlo con `npm run model:import -- … --force`, o elige otra versión.',
  api_unreachable:
    'La API está parándose, arrancando o caída, o no se llega a ella (`LINCE_API_URL`). Espera unos segundos; si dura, mira si está en marcha (`GET /health/live`).',
  queue_unavailable:
    'No se llega a Redis, o no confirma a tiempo. Lo ya aceptado no se pierde. Reintenta tras `Retry-After`; si dura, comprueba `REDIS_URL` y que Redis tiene memoria y disco.',
  overloaded:
    'Llegan más imágenes de las que se pueden leer. Espera los segundos de `Retry-After`; si es a menudo, añade procesos de trabajo (`LINCE_WORKERS`) o sube `LINCE_MAX_WAITING`.',
  prediction_timeout:
    'Pasó `LINCE_PREDICT_TIMEOUT`. La respuesta lleva la dirección del trabajo: pregunta ahí (`?wait=10`), o usa `POST /v1/jobs` en vez de esperar.',
  expired:
    'Pasó `LINCE_MAX_WAIT` sin que hubiera procesos de trabajo que la tomaran. Comprueba que hay alguno en marcha antes de enviarla otra vez.',
  not_a_digit:
    '`score` es bajo: parece otra cosa (una prenda, un dibujo, algunas letras). No te fíes de `class`: es solo lo que más se le parece.',
  several_digits: 'Recorta la imagen y envía los dígitos de uno en uno.',
  low_confidence: '`confidence` es baja. Que una persona mire la imagen, o repítela más clara.',
};
