package dev.chit.bench.peer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.buffer.Unpooled;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;

final class MqttPacketsTest {
  private final ByteBuf out = Unpooled.buffer();

  /// OASIS MQTT 3.1.1, 3.1: protocol name and level, flags, keep-alive, client's id.
  @Test
  void connectIsAsTheStandardShowsIt() {
    MqttPackets.connect(out, "a");

    assertEquals("100d00044d5154540400000000" + "0161", ByteBufUtil.hexDump(out));
  }

  @Test
  void aPublishCarriesTopicAndPacketNumber() {
    MqttPackets.publish(out, bytes("t/1"), 10, 3);
    out.writeBytes(bytes("abc"));

    assertEquals("320a" + "0003742f31" + "000a" + "616263", ByteBufUtil.hexDump(out));
    assertEquals(12, MqttPackets.wholeLength(out));
    assertEquals(MqttPackets.PUBLISH, MqttPackets.skipHeader(out));
  }

  @Test
  void lengthsAreReadBackAtEachNumberOfBytes() {
    for (int payload : new int[] {0, 120, 121, 122, 16_376, 16_377, 16_378, 2_097_143, 2_097_145}) {
      out.clear();
      MqttPackets.publish(out, bytes("t/1"), 1, payload);
      out.writeZero(payload);

      assertEquals(out.readableBytes(), MqttPackets.wholeLength(out));
    }
  }

  @Test
  void aHeaderThatIsNotAllThereIsWaitedFor() {
    assertEquals(-1, MqttPackets.wholeLength(out));
    out.writeByte(0x40);
    assertEquals(-1, MqttPackets.wholeLength(out));
    out.writeByte(0x82);
    assertEquals(-1, MqttPackets.wholeLength(out));
  }

  @Test
  void aLengthOfFiveBytesIsRefused() {
    out.writeBytes(new byte[] {0x30, -1, -1, -1, -1, 1});

    assertThrows(IllegalStateException.class, () -> MqttPackets.wholeLength(out));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.US_ASCII);
  }
}
