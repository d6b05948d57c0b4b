package dev.chit.client.device;

import com.google.protobuf.InvalidProtocolBufferException;
import dev.chit.client.ChitException;
import dev.chit.client.NotTrustedException;
import dev.chit.client.connection.MeetingStream;
import dev.chit.client.linking.v1.LinkingMessage;
import dev.chit.client.linking.v1.LinkingMessage.WhatCase;
import dev.chit.sessions.LinkingChannel;
import dev.chit.sessions.LinkingCode;
import dev.chit.sessions.LinkingFailedException;
import dev.chit.sessions.LinkingStart;
import java.security.SecureRandom;
import java.time.Duration;

/// A meeting of two devices that know the same code, sealed from end to end. Whatever is not as it
/// should be ends it for good: the code is used up.
final class SealedMeeting {
  /// A step of the other device may hold calls to the server and work of its own.
  private static final Duration STEP_MIN = Duration.ofSeconds(60);

  private final MeetingStream stream;
  private final LinkingChannel channel;
  private final Duration patience;

  private SealedMeeting(MeetingStream stream, LinkingChannel channel, Duration patience) {
    this.stream = stream;
    this.channel = channel;
    this.patience = patience;
  }

  /// How long to wait for a step of the other device, for who waits so long for the server.
  static Duration patience(Duration patience) {
    return patience.compareTo(STEP_MIN) > 0 ? patience : STEP_MIN;
  }

  /// The end that waited, once somebody came.
  ///
  /// @param stream on which the server has said that it has the place
  /// @param life how long somebody may take to come
  static SealedMeeting first(
      MeetingStream stream, LinkingCode code, SecureRandom random, Duration life, Duration patience)
      throws ChitException, InterruptedException {
    LinkingStart start = LinkingStart.of(code, random);
    byte[] commitment = stream.receive(life);
    stream.send(start.key(), patience);
    byte[] key = stream.receive(patience);
    try {
      return new SealedMeeting(stream, start.firstDevice(commitment, key), patience);
    } catch (LinkingFailedException e) {
      throw failed(e);
    }
  }

  /// The end that comes.
  static SealedMeeting second(
      MeetingStream stream, LinkingCode code, SecureRandom random, Duration patience)
      throws ChitException, InterruptedException {
    LinkingStart start = LinkingStart.of(code, random);
    stream.send(start.commitment(), patience);
    byte[] key = stream.receive(patience);
    byte[] mine = start.key();
    try {
      LinkingChannel channel = start.newDevice(key);
      stream.send(mine, patience);
      return new SealedMeeting(stream, channel, patience);
    } catch (LinkingFailedException e) {
      throw failed(e);
    }
  }

  /// Six digits, for the member to compare at both ends.
  String checkNumber() {
    return channel.checkNumber();
  }

  void say(LinkingMessage.Builder message) throws ChitException, InterruptedException {
    stream.send(channel.seal(message.build().toByteArray()), patience);
  }

  /// The other end's next word.
  ///
  /// @throws NotTrustedException `linking-failed` if it is not from the other end, or another word
  LinkingMessage hear(WhatCase what, Duration within) throws ChitException, InterruptedException {
    LinkingMessage message = hear(within);
    if (message.getWhatCase() != what) {
      throw failed(null);
    }
    return message;
  }

  LinkingMessage hear(Duration within) throws ChitException, InterruptedException {
    try {
      return LinkingMessage.parseFrom(channel.open(stream.receive(within)));
    } catch (LinkingFailedException | InvalidProtocolBufferException e) {
      throw failed(e);
    }
  }

  private static NotTrustedException failed(@org.jspecify.annotations.Nullable Exception cause) {
    return new NotTrustedException(
        "linking-failed",
        "What came is not from the other device: the code is wrong, or somebody is between. The"
            + " code is used up; nothing was handed over to who does not have it.",
        cause);
  }
}
