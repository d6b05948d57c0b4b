package dev.chit.doors.onechat;

import dev.chit.doors.hall.DoorKeys;
import dev.chit.doors.hall.Hall;
import dev.chit.doors.hall.Listening;
import io.netty.handler.codec.LengthFieldBasedFrameDecoder;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Path;

/// The door `onechat`. What two users say to each other is sealed by keys of their own; who talks
/// with whom, and the list of those who are in, the server sees.
public final class Onechat {
  public static final String NAME = "onechat";

  /// Of one frame, without its length.
  static final int FRAME_BYTES_MAX = 20_000;

  /// What is before each frame: its length, big-endian.
  static final int LENGTH_BYTES = 4;

  private Onechat() {}

  /// @throws IOException if its keys cannot be used or the address cannot be listened on
  public static Listening open(InetSocketAddress address, Hall hall) throws IOException {
    DoorKeys keys = DoorKeys.in(hall.data(), NAME);
    var users = new Users(hall.data().resolve(NAME), hall.custody());
    var switchboard = new Switchboard(hall.guests());
    return Listening.on(
        address,
        hall,
        channel ->
            channel
                .pipeline()
                .addLast(
                    new LengthFieldBasedFrameDecoder(
                        LENGTH_BYTES + FRAME_BYTES_MAX, 0, LENGTH_BYTES, 0, LENGTH_BYTES),
                    new Session(keys, users, switchboard, channel)));
  }

  /// Lets somebody in from now on, or from now on with another key.
  ///
  /// @param doors the folder of all doors
  /// @param pem an RSA-2048 public key (SubjectPublicKeyInfo)
  /// @throws IllegalArgumentException with a sentence for a person, if name or key is none
  /// @throws IOException if it cannot be written
  public static void addUser(Path doors, String name, String pem) throws IOException {
    Users.add(doors.resolve(NAME), name, pem);
  }
}
