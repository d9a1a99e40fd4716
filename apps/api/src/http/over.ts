import type { Response } from 'express';

/**
 * Does something once when a request is over: answered, or its connection gone. A response alone does not always say so: one
 * that waits behind another on its connection never had a socket to lose.
 */
export function whenOver(response: Response, act: () => void): void {
  const { socket } = response.req;
  if (response.closed || socket.destroyed) return act();
  const once = (): void => {
    response.off('close', once);
    socket.off('close', once);
    act();
  };
  socket.setMaxListeners(0); // As many as stand in a row on the connection.
  response.once('close', once);
  socket.once('close', once);
}
