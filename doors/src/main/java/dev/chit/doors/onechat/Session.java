package dev.chit.doors.onechat;

import dev.chit.doors.hall.DoorKeys;
import dev.chit.doors.hall.Guest;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.WriteBufferWaterMark;
import io.netty.channel.socket.SocketChannel;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// One connection: the exchange of keys in three steps, then messages. What is not as it should be
/// ends it, and nothing of it is acted on.
final class Session extends ChannelInboundHandlerAdapter {
  private static final int NONCE_BYTES = 4;
  private static final int EXCHANGE_SECONDS = 60;

  /// Who reads so much less than is sent to them is let go.
  private static final int UNREAD_BYTES_MAX = 1 << 20;

  private enum Step {
    NAME,
    LOOKING_UP,
    KEY,
    OPEN
  }

  private final DoorKeys keys;
  private final Users users;
  private final Switchboard switchboard;
  private final SocketChannel channel;
  private final byte[] nonce = new byte[NONCE_BYTES];
  private final KeyPair ephemeral = Keys.newEphemeral();
  private Step step = Step.NAME;
  private boolean isGone;
  private Users.@Nullable User user;
  private @Nullable Guest guest;
  private @Nullable Channeled sealed;

  Session(DoorKeys keys, Users users, Switchboard switchboard, SocketChannel channel) {
    this.keys = keys;
    this.users = users;
    this.switchboard = switchboard;
    this.channel = channel;
    new SecureRandom().nextBytes(nonce);
    channel
        .config()
        .setWriteBufferWaterMark(new WriteBufferWaterMark(UNREAD_BYTES_MAX / 2, UNREAD_BYTES_MAX));
  }

  /// Of one who is in.
  String name() {
    return guest().account().name().value();
  }

  Guest guest() {
    return Objects.requireNonNull(guest, "nobody is in yet");
  }

  /// The user's own key, as the operator gave it.
  String pem() {
    return Objects.requireNonNull(user, "nobody is in yet").pem();
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    var _ =
        ctx.executor()
            .schedule(
                () -> {
                  if (step != Step.OPEN) {
                    var _ = ctx.close();
                  }
                },
                EXCHANGE_SECONDS,
                TimeUnit.SECONDS);
    ctx.fireChannelActive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object read) {
    var frame = (ByteBuf) read;
    try {
      var bytes = new byte[frame.readableBytes()];
      frame.readBytes(bytes);
      if (isGone || !take(bytes)) {
        // Before the client can see its end: the name is free for whoever comes then.
        leave();
        var _ = ctx.close();
      }
    } finally {
      frame.release();
    }
  }

  private boolean take(byte[] frame) {
    return switch (step) {
      case NAME -> Signed.parse(frame).map(this::lookUp).orElse(false);
      case LOOKING_UP -> false;
      case KEY -> Signed.parse(frame).map(this::agree).orElse(false);
      case OPEN -> hear(frame);
    };
  }

  private boolean lookUp(Signed hello) {
    byte[] content = hello.content();
    if (content.length <= NONCE_BYTES || content.length > NONCE_BYTES + Users.NAME_MAX) {
      return false;
    }
    step = Step.LOOKING_UP;
    String name =
        new String(content, NONCE_BYTES, content.length - NONCE_BYTES, StandardCharsets.ISO_8859_1);
    var _ =
        users
            .find(name, channel.remoteAddress().getAddress())
            .whenComplete(
                (found, failure) ->
                    channel
                        .eventLoop()
                        .execute(() -> answer(hello, failure == null ? found.orElse(null) : null)));
    return true;
  }

  private void answer(Signed hello, Users.@Nullable User known) {
    if (known == null || !hello.isBy(known.key())) {
      var _ = channel.close();
      return;
    }
    user = known;
    byte[] theirs = Arrays.copyOf(hello.content(), NONCE_BYTES);
    byte[] proof =
        Signed.of(keys.server().privateKey(), join(theirs, nonce, Keys.pem(ephemeral.getPublic())));
    step = Step.KEY;
    var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(framed(keys.serverPem()), framed(proof)));
  }

  private boolean agree(Signed answer) {
    byte[] content = answer.content();
    Users.User known = Objects.requireNonNull(user);
    if (content.length < NONCE_BYTES
        || !Arrays.equals(Arrays.copyOf(content, NONCE_BYTES), nonce)
        || !answer.isBy(known.key())) {
      return false;
    }
    String pem =
        new String(content, NONCE_BYTES, content.length - NONCE_BYTES, StandardCharsets.ISO_8859_1);
    Optional<PublicKey> theirs = Keys.ephemeral(pem);
    Optional<byte[]> secret = theirs.flatMap(key -> Keys.secret(ephemeral.getPrivate(), key));
    if (secret.isEmpty()) {
      return false;
    }
    sealed = new Channeled(secret.get());
    guest = new Guest(known.account(), Onechat.NAME, channel.remoteAddress().getAddress(), 0);
    step = Step.OPEN;
    return switchboard.enter(this);
  }

  private boolean hear(byte[] frame) {
    Optional<Message> message = Objects.requireNonNull(sealed).open(frame);
    return message.isPresent()
        && message.get().op() != Message.QUIT
        && switchboard.take(this, message.get());
  }

  /// Any thread.
  void send(Message message) {
    channel.eventLoop().execute(() -> write(message));
  }

  private void write(Message message) {
    if (!channel.isActive()) {
      return;
    }
    if (!channel.isWritable()) {
      var _ = channel.close();
      return;
    }
    byte[] bytes = Objects.requireNonNull(sealed).seal(message);
    var _ = channel.writeAndFlush(Unpooled.wrappedBuffer(framed(bytes)));
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    leave();
    ctx.fireChannelInactive();
  }

  private void leave() {
    isGone = true;
    if (guest != null) {
      switchboard.leave(this);
    }
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var _ = ctx.close();
  }

  private static byte[] framed(byte[] body) {
    return ByteBuffer.allocate(Onechat.LENGTH_BYTES + body.length)
        .putInt(body.length)
        .put(body)
        .array();
  }

  private static byte[] join(byte[]... parts) {
    var all = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      all.writeBytes(part);
    }
    return all.toByteArray();
  }
}
