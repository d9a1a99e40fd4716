import type { Messages } from './messages.js';

export const es: Messages = {
  file_missing: ['Falta el archivo', 'No se encontró el archivo'],
  file_empty: ['Archivo vacío', 'No se seleccionó ningún archivo'],
  malformed_request: ['Petición mal formada', 'La petición no se puede leer: está incompleta o mal formada.'],
  request_forbidden: [
    'Petición rechazada',
    'La petición viene de otro sitio web o se dirige a un nombre que este servicio no conoce.',
  ],
  key_required: [
    'Falta la clave',
    'Este servicio pide una clave de acceso: envíala como «Authorization: Bearer CLAVE».',
  ],
  key_invalid: ['Clave no válida', 'La clave de acceso no existe, se retiró o ha caducado la sesión.'],
  key_forbidden: ['Sin permiso', 'Esta clave de acceso no da permiso para esto.'],
  route_not_found: ['No existe', 'Aquí no hay nada con esa dirección.'],
  job_not_found: ['Trabajo desconocido', 'No hay ningún trabajo con ese identificador, o ya se borró.'],
  batch_not_found: ['Tanda desconocida', 'No hay ninguna tanda con ese identificador, o ya se borró.'],
  model_not_found: ['Modelo desconocido', 'No hay ningún modelo con ese nombre y versión.'],
  input_not_found: ['Sin imagen', 'Este trabajo no tiene una imagen vista por el modelo.'],
  method_not_allowed: ['Método no permitido', 'Esta dirección no admite ese método HTTP.'],
  request_timeout: ['Demasiado lenta', 'La petición tardó demasiado en llegar. Vuelve a enviarla.'],
  job_processing: ['En curso', 'El trabajo ya se está procesando y no se puede cancelar.'],
  job_canceled: ['Cancelado', 'El trabajo se canceló antes de procesarse.'],
  upload_too_large: ['Archivo demasiado grande', 'El archivo supera el tamaño máximo permitido.'],
  batch_too_large: [
    'Demasiado de una vez',
    'Hay demasiadas imágenes, o demasiados bytes, para una sola tanda. Envíalas en varias.',
  ],
  uri_too_long: ['Dirección demasiado larga', 'La dirección que pide la petición es más larga de lo permitido.'],
  image_too_large: ['Imagen demasiado grande', 'La imagen tiene demasiados píxeles. Redúcela y vuelve a subirla.'],
  unsupported_image: [
    'Tipo de archivo no admitido',
    'El archivo no es una imagen admitida. Usa PNG, JPEG, WebP, GIF, TIFF o AVIF.',
  ],
  heic_unsupported: [
    'HEIC no admitido',
    'Las fotos HEIC no se admiten. En el iPhone elige Ajustes › Cámara › Formatos › «El más compatible», o guarda la foto como JPEG.',
  ],
  encoding_unsupported: [
    'Petición comprimida',
    'El cuerpo de la petición viene comprimido (Content-Encoding). Envíalo tal cual: las imágenes ya lo están.',
  ],
  expectation_failed: [
    'Expectativa no cumplida',
    'De lo que puede pedir la cabecera Expect solo se conoce 100-continue.',
  ],
  archive_unreadable: [
    'Archivo comprimido ilegible',
    'El archivo no es un zip que se pueda leer: está dañado, incompleto o cifrado.',
  ],
  undecodable_image: ['Imagen ilegible', 'La imagen está dañada o incompleta y no se puede abrir.'],
  image_too_complex: [
    'Demasiado trabajo',
    'Abrir la imagen lleva demasiado tiempo. Guárdala de una forma más sencilla, como PNG o JPEG, o hazla más pequeña.',
  ],
  blank_image: ['Imagen en blanco', 'La imagen está en blanco: no se ve ningún trazo.'],
  idempotency_mismatch: [
    'Clave ya usada',
    'Esta Idempotency-Key ya vino con otra petición. Usa una clave nueva para cada petición.',
  ],
  too_many_waiting: [
    'Demasiadas en espera',
    'Ya esperan demasiadas imágenes tuyas. Envía más cuando se hayan procesado algunas.',
  ],
  rate_exceeded: [
    'Demasiado deprisa',
    'Esta clave envía más imágenes seguidas de las que tiene permitidas. Espera un poco.',
  ],
  quota_exceeded: ['Cupo agotado', 'Esta clave ya ha enviado todas las imágenes que tiene permitidas por ahora.'],
  headers_too_large: ['Cabeceras demasiado grandes', 'Las cabeceras de la petición ocupan más de lo permitido.'],
  internal_error: ['Error interno', 'Ha fallado algo por nuestra parte. Vuelve a intentarlo.'],
  quarantined: [
    'Apartada',
    'El proceso que analizaba esta imagen falló varias veces. La imagen se ha apartado; no la envíes de nuevo.',
  ],
  model_not_loaded: ['Modelo no disponible', 'Modelo no cargado'],
  model_broken: ['Modelo dañado', 'El modelo está, pero sus archivos no se pueden usar.'],
  api_unreachable: ['Sin conexión', 'No se pudo conectar con la API. Vuelve a intentarlo en unos segundos.'],
  queue_unavailable: [
    'Servicio no disponible',
    'La cola de trabajos no responde. Vuelve a intentarlo en unos segundos.',
  ],
  overloaded: ['Demasiada carga', 'Espera más de lo que se puede admitir. Vuelve a intentarlo un poco más tarde.'],
  prediction_timeout: [
    'Tiempo agotado',
    'La predicción está tardando demasiado. El trabajo sigue en marcha: consulta su dirección más tarde.',
  ],
  expired: ['Caducada', 'Nadie procesó esta imagen a tiempo y se dio por perdida. Envíala de nuevo.'],
  not_a_digit: 'No parece un dígito.',
  several_digits: 'Hay varios dígitos: la respuesta es la del más destacado.',
  low_confidence: 'El modelo no está seguro: comprueba la respuesta.',
};
