package dev.chit.app.loopback;

import com.google.gson.JsonObject;
import dev.chit.client.ChitException;

/// Why a call of the page was not done: the status of HTTP, a stable code and one sentence.
public final class WebFailure extends Exception {
  private static final long serialVersionUID = 1;

  private final int status;
  private final String code;

  public WebFailure(int status, String code, String message) {
    super(message.matches("(?s).*[.?]") ? message : message + ".", null, false, false);
    this.status = status;
    this.code = code;
  }

  public static WebFailure badRequest(String code, String message) {
    return new WebFailure(400, code, message);
  }

  public static WebFailure of(ChitException refused) {
    int status =
        switch (refused.exitClass()) {
          case REFUSED -> 409;
          case USAGE -> 400;
          case UNREACHABLE -> 503;
        };
    return new WebFailure(status, refused.code(), String.valueOf(refused.getMessage()));
  }

  public int status() {
    return status;
  }

  public String code() {
    return code;
  }

  /// `{"error":{"code":…,"message":…}}`.
  JsonObject json() {
    var error = new JsonObject();
    error.addProperty("code", code);
    error.addProperty("message", getMessage());
    var json = new JsonObject();
    json.add("error", error);
    return json;
  }
}
