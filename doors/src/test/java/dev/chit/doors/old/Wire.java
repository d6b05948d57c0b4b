package dev.chit.doors.old;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;

/// A connection on which every reply is read with one read, as the old programs do.
public final class Wire implements AutoCloseable {
  private static final int PATIENCE_MILLIS = 60_000;

  private final Socket socket;
  private final int bufferBytes;

  /// @param bufferBytes of the program's only read
  public Wire(Socket socket, int bufferBytes) throws IOException {
    this.socket = socket;
    this.bufferBytes = bufferBytes;
    socket.setSoTimeout(PATIENCE_MILLIS);
    socket.setTcpNoDelay(true);
  }

  /// One write.
  public void write(String text) throws IOException {
    write(text.getBytes(StandardCharsets.ISO_8859_1));
  }

  public void write(byte[] bytes) throws IOException {
    OutputStream out = socket.getOutputStream();
    out.write(bytes);
    out.flush();
  }

  /// One read; empty at the end.
  public String read() throws IOException {
    var buffer = new byte[bufferBytes];
    int length = socket.getInputStream().read(buffer);
    return length < 0 ? "" : new String(buffer, 0, length, StandardCharsets.ISO_8859_1);
  }

  public String ask(String text) throws IOException {
    write(text);
    return read();
  }

  /// Whether the other end has closed, in whatever way.
  public boolean isAtEnd() {
    try {
      return socket.getInputStream().read() < 0;
    } catch (SocketTimeoutException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
