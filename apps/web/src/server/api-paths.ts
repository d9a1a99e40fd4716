/** What the paths that the API answers begin with; deploy/nginx.conf has the same. Everything else is the page's. */
export const API_PATHS = ['predict', 'v1', 'health', 'socket.io', 'openapi.json', 'docs', 'admin'] as const;

const API = new RegExp(`^/(${API_PATHS.join('|').replaceAll('.', '\\.')})(?=[/?]|$)`);

/** Whether the API answers a request's path, which has no prefix any more. */
export const isApiPath = (path: string): boolean => API.test(path);

/** Whether that is the one of the API's sockets. */
export const isSocketPath = (path: string): boolean => path.startsWith('/socket.io/');
