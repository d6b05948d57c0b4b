package dev.chit.app.command;

import dev.chit.app.console.CommandFailure;

/// `HOST:PORT`, `[::1]:PORT` for an address with colons.
record HostPort(String host, int port) {
  static HostPort parse(String text) {
    int colon = text.lastIndexOf(':');
    String host = colon < 0 ? "" : text.substring(0, colon);
    String port = text.substring(colon + 1);
    if (host.startsWith("[") && host.endsWith("]")) {
      host = host.substring(1, host.length() - 1);
    }
    if (host.isEmpty() || !port.matches("[0-9]{1,5}") || Integer.parseInt(port) > 65535) {
      throw CommandFailure.usage("“" + text + "” is not HOST:PORT, such as 127.0.0.1:7700.");
    }
    return new HostPort(host, Integer.parseInt(port));
  }
}
