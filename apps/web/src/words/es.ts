/** What the page says in Spanish; the other languages have the same keys. Errors' words come with their codes. */
export const es = {
  title: '🔍 Clasificación de Imágenes con IA',
  intro: 'Sube una imagen para que el modelo la analice.',
  otherLanguage: 'English',
  choose: 'Elige una imagen...',
  drop: 'o arrástrala hasta aquí',
  kinds: 'JPG, JPEG, PNG, WebP, GIF, TIFF o AVIF',
  uploaded: 'Imagen subida',
  noPreview: 'El navegador no puede mostrar este archivo.',
  model: 'Modelo',
  classify: 'Clasificar',
  analysing: 'Analizando...',
  states: {
    uploading: 'Subiendo la imagen',
    queued: 'En la cola, a la espera de un modelo libre',
    processing: 'El modelo está mirando la imagen',
  },
  offline: 'Sin conexión en directo; se sigue intentando.',
  prediction: (label: string) => `Predicción: Clase ${label}`,
  confidence: (percent: string) => `Confianza: ${percent}%`,
  probabilities: 'Probabilidad de cada clase',
  likeliest: 'Las clases más probables',
  answeredBy: (model: string) => `Ha respondido ${model}`,
  seen: 'Lo que vio el modelo',
  signInTitle: 'Entrar',
  key: 'Clave de acceso',
  keyHint: 'Te la da quien lleva este servicio. El navegador no la guarda: solo recuerda la sesión.',
  signIn: 'Entrar',
  signOut: 'Salir',
  queues: 'Colas',
  kept: (waiting: string, result: string) =>
    `Cada imagen subida se borra en cuanto hay respuesta y, si no la hay, al cabo de ${waiting}; la respuesta y lo que vio el modelo se guardan ${result}.`,
  unexpected: 'Error en la predicción de la API.',
};

export type Words = typeof es;
