package io.euge.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** A proxy on this machine that does nothing but {@code CONNECT}. */
public final class TunnelProxy implements AutoCloseable {
  private final ServerSocket server;
  private final String login;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<String> tunnels = Collections.synchronizedList(new ArrayList<>());
  private final List<Socket> sockets = Collections.synchronizedList(new ArrayList<>());

  /**
   * Starts it.
   *
   * @param login {@code NAME:PASSWORD} that it wants; empty if it wants none
   */
  public TunnelProxy(String login) throws IOException {
    this.login = login;
    server = new ServerSocket(0, 10, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The places to which there was a tunnel, as {@code HOST:PORT}. */
  public List<String> tunnels() {
    return List.copyOf(tunnels);
  }

  private void accept() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        sockets.add(socket);
        threads.execute(() -> serve(socket));
      } catch (IOException e) {
        if (!server.isClosed()) {
          throw new UncheckedIOException(e);
        }
      }
    }
  }

  private void serve(Socket client) {
    try (client) {
      BufferedReader lines =
          new BufferedReader(
              new InputStreamReader(client.getInputStream(), StandardCharsets.US_ASCII), 1);
      String[] asked = lines.readLine().split(" ", -1);
      String given = "";
      for (String line = lines.readLine(); !line.isEmpty(); line = lines.readLine()) {
        if (line.startsWith("Proxy-Authorization: Basic ")) {
          byte[] decoded = Base64.getDecoder().decode(line.substring(27));
          given = new String(decoded, StandardCharsets.UTF_8);
        }
      }
      if (!given.equals(login)) {
        say(client, "407 No\r\nProxy-Authenticate: Basic realm=\"x\"\r\nContent-Length: 0");
        return;
      }
      tunnels.add(asked[1]);
      String[] place = asked[1].split(":", -1);
      try (Socket far = new Socket(place[0], Integer.parseInt(place[1]))) {
        sockets.add(far);
        say(client, "200 OK");
        threads.execute(() -> copy(client, far));
        copy(far, client);
      }
    } catch (IOException e) {
      // The client went away: what it saw is what the test looks at.
    }
  }

  private static void say(Socket client, String answer) throws IOException {
    OutputStream out = client.getOutputStream();
    out.write(("HTTP/1.1 " + answer + "\r\n\r\n").getBytes(StandardCharsets.US_ASCII));
    out.flush();
  }

  private static void copy(Socket from, Socket to) {
    try (InputStream in = from.getInputStream()) {
      in.transferTo(to.getOutputStream());
    } catch (IOException e) {
      // One of the two has ended.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : sockets) {
      socket.close();
    }
    threads.shutdownNow();
  }
}
