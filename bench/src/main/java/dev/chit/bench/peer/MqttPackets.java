package dev.chit.bench.peer;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;

/// The few packets of MQTT 3.1.1 that the load needs (OASIS MQTT 3.1.1, section 3).
final class MqttPackets {
  static final int CONNACK = 2;
  static final int PUBLISH = 3;
  static final int PUBACK = 4;
  static final int SUBACK = 9;

  private static final int PUBLISH_QOS_1 = 0x32;
  private static final int LEVEL_3_1_1 = 4;

  private MqttPackets() {}

  /// A session that outlives its connection, without keep-alive.
  static void connect(ByteBuf out, String client) {
    byte[] id = client.getBytes(StandardCharsets.US_ASCII);
    out.writeByte(0x10);
    length(out, 10 + 2 + id.length);
    string(out, "MQTT".getBytes(StandardCharsets.US_ASCII));
    out.writeByte(LEVEL_3_1_1);
    out.writeByte(0);
    out.writeShort(0);
    string(out, id);
  }

  static void subscribe(ByteBuf out, byte[] topic) {
    out.writeByte(0x82);
    length(out, 2 + 2 + topic.length + 1);
    out.writeShort(1);
    string(out, topic);
    out.writeByte(1);
  }

  /// The fixed part of a QoS 1 publish; `payloadLength` bytes must follow.
  static void publish(ByteBuf out, byte[] topic, int packet, int payloadLength) {
    out.writeByte(PUBLISH_QOS_1);
    length(out, 2 + topic.length + 2 + payloadLength);
    string(out, topic);
    out.writeShort(packet);
  }

  static void puback(ByteBuf out, int packet) {
    out.writeByte(0x40);
    out.writeByte(2);
    out.writeShort(packet);
  }

  /// Bytes of the whole packet that starts at the reader's index, or -1 if its header is not all
  /// there.
  static int wholeLength(ByteBuf in) {
    int length = 0;
    for (int i = 0; i < 4; i++) {
      int at = in.readerIndex() + 1 + i;
      if (at >= in.writerIndex()) {
        return -1;
      }
      int digit = in.getByte(at);
      length |= (digit & 0x7f) << (7 * i);
      if (digit >= 0) {
        return 2 + i + length;
      }
    }
    throw new IllegalStateException("MQTT length of more than four bytes");
  }

  /// Moves past the fixed header; returns the packet's type.
  static int skipHeader(ByteBuf in) {
    int type = (in.readByte() & 0xf0) >> 4;
    while (in.readByte() < 0) {
      // A digit of the length with more to follow.
    }
    return type;
  }

  private static void string(ByteBuf out, byte[] bytes) {
    out.writeShort(bytes.length);
    out.writeBytes(bytes);
  }

  private static void length(ByteBuf out, int length) {
    int rest = length;
    while (rest > 0x7f) {
      out.writeByte((rest & 0x7f) | 0x80);
      rest >>= 7;
    }
    out.writeByte(rest);
  }
}
