package dev.chit.app.loopback;

import com.sun.net.httpserver.Headers;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may ask at all. A page of somebody else's can make a browser ask this port too: under a name
/// of its own that it points here (DNS rebinding), or with a call across sites. Both are seen in
/// what the browser says of itself.
///
/// @param authority the only name under which this server answers, `127.0.0.1:PORT`
/// @param command that gives a new address
record Guard(String authority, String command, Passes passes) {
  private static final String BEARER = "Bearer ";

  /// @throws WebFailure 421 under another name, 403 for a page of another origin
  void admit(Headers headers) throws WebFailure {
    if (!isOnly(headers.get("Host"), authority)) {
      throw new WebFailure(421, "wrong-host", "This is " + authority + " and nothing else.");
    }
    List<String> origin = headers.get("Origin");
    if (origin != null && !isOnly(origin, "http://" + authority)) {
      throw foreign();
    }
  }

  /// @throws WebFailure 403 unless the page itself asks
  void admitCall(Headers headers) throws WebFailure {
    List<String> site = headers.get("Sec-Fetch-Site");
    if (site != null && !isOnly(site, "same-origin")) {
      throw foreign();
    }
  }

  /// @throws WebFailure 401
  void requireToken(Headers headers) throws WebFailure {
    List<String> given = headers.get("Authorization");
    if (given == null
        || given.size() != 1
        || !given.getFirst().startsWith(BEARER)
        || !passes.isToken(given.getFirst().substring(BEARER.length()))) {
      throw new WebFailure(
          401,
          "no-token",
          "This page is not let in any more: " + command + " gives a new address.");
    }
  }

  private static boolean isOnly(@Nullable List<String> values, String expected) {
    return values != null && values.size() == 1 && values.getFirst().equals(expected);
  }

  private static WebFailure foreign() {
    return new WebFailure(403, "foreign-origin", "Only chit's own page may ask.");
  }
}
