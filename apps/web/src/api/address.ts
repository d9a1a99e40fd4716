/**
 * Where something of the API's is: beside the page, wherever a proxy has put that.
 * @param path without a slash at its beginning
 */
export const addressOf = (path: string): URL => new URL(path, document.baseURI);
