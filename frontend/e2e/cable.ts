import { createServer, request as ask, type Server } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";

/**
 * The cable between one browser and the forum, to be cut: a proxy that drops every connection at once, sockets too.
 * Playwright's `setOffline` leaves an open WebSocket open, and what was sent meanwhile arrives afterwards.
 */
export class Cable {
  readonly #sockets = new Set<Socket>();
  readonly #server: Server;
  #isCut = false;

  constructor() {
    this.#server = createServer((request, response) => {
      const { method, headers } = request;
      const forward = ask(request.url ?? "", { method, headers }, (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.rawHeaders);
        answer.pipe(response);
      });
      forward.on("error", () => response.destroy());
      request.pipe(forward);
    });
    this.#server.on("connection", (socket) => {
      this.#hold(socket);
    });
    this.#server.on("connect", (request, browser: Socket) => {
      const { hostname, port } = new URL(`http://${request.url ?? ""}`);
      const forum = connect(Number(port), hostname, () => {
        browser.write("HTTP/1.1 200 Connected\r\n\r\n");
        forum.pipe(browser);
        browser.pipe(forum);
      });
      this.#hold(forum);
      forum.on("close", () => browser.destroy());
      browser.on("close", () => forum.destroy());
    });
  }

  /** The proxy's address, for a browser context. */
  async lay(): Promise<{ server: string; bypass: string }> {
    await new Promise<void>((resolve) => this.#server.listen(0, "127.0.0.1", resolve));
    const { port } = this.#server.address() as AddressInfo;
    // Chromium would go to its own machine without a proxy.
    return { server: `http://127.0.0.1:${port}`, bypass: "<-loopback>" };
  }

  cut(): void {
    this.#isCut = true;
    for (const socket of this.#sockets) socket.destroy();
  }

  mend(): void {
    this.#isCut = false;
  }

  takeAway(): void {
    this.cut();
    this.#server.close();
  }

  #hold(socket: Socket): void {
    socket.on("error", () => socket.destroy());
    socket.on("close", () => this.#sockets.delete(socket));
    if (this.#isCut) socket.destroy();
    else this.#sockets.add(socket);
  }
}
