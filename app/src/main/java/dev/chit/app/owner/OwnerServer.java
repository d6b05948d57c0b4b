package dev.chit.app.owner;

import dev.chit.app.console.Caller;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import jdk.net.ExtendedSocketOptions;

/// The owner's end: does what commands of the same user ask, each on a virtual thread.
///
/// Only who holds the profile's lock may open it, so a socket file that is there already was left
/// by a process that died.
public final class OwnerServer implements AutoCloseable {
  /// Commands at once; those beyond are turned away.
  static final int TALKS_MAX = 64;

  private final ServerSocketChannel listener;
  private final Path file;
  private final String user;
  private final Runner runner;
  private final Set<Talk> talks = ConcurrentHashMap.newKeySet();

  /// Does a command's words.
  @FunctionalInterface
  public interface Runner {
    /// @return the exit code
    int run(List<String> words, Caller caller);
  }

  private OwnerServer(ServerSocketChannel listener, Path file, String user, Runner runner) {
    this.listener = listener;
    this.file = file;
    this.user = user;
    this.runner = runner;
  }

  /// @throws IOException if the profile's path is too long for a socket, or it cannot be made
  public static OwnerServer open(Path home, Runner runner) throws IOException {
    UnixDomainSocketAddress address =
        OwnerSocket.address(home)
            .orElseThrow(
                () ->
                    new IOException(
                        "The path of "
                            + home
                            + " is too long for a socket (at most "
                            + OwnerSocket.PATH_BYTES_MAX
                            + " bytes)."));
    Files.deleteIfExists(address.getPath());
    var listener = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
    listener.bind(address);
    Files.setPosixFilePermissions(address.getPath(), PosixFilePermissions.fromString("rw-------"));
    var server =
        new OwnerServer(listener, address.getPath(), Files.getOwner(home).getName(), runner);
    Thread.ofVirtual().name("owner-listener").start(server::accept);
    return server;
  }

  private void accept() {
    while (listener.isOpen()) {
      try {
        SocketChannel channel = listener.accept();
        if (talks.size() < TALKS_MAX && isSameUser(channel)) {
          var talk = new Talk(channel, runner, talks::remove);
          talks.add(talk);
          talk.start();
        } else {
          channel.close();
        }
      } catch (IOException closedOrCallerGone) {
        // The loop ends with the listener; a caller that went away concerns nobody else.
      }
    }
  }

  private boolean isSameUser(SocketChannel channel) throws IOException {
    return channel.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName().equals(user);
  }

  /// Interrupts what is under way and takes the socket away.
  @Override
  public void close() {
    try {
      listener.close();
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      talks.forEach(Talk::close);
    }
  }
}
