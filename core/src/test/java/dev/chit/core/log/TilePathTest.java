package dev.chit.core.log;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.chit.core.Vectors;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class TilePathTest {
  static Stream<Vectors> tiles() {
    return Vectors.load("merkle.json").each("tiles").filter(vector -> vector.number("width") > 0);
  }

  @ParameterizedTest
  @MethodSource("tiles")
  void aPathIsReadAsItIsWritten(Vectors vector) {
    var id = new TileId((int) vector.number("level"), vector.number("index"));
    var tile = new TilePath(id, (int) vector.number("width"));
    assertEquals(Optional.of(tile), TilePath.parse(vector.text("path")));
    assertEquals(vector.text("path"), tile.toString());
  }

  @Test
  void theLargestIndexHasAPath() {
    var tile = new TilePath(new TileId(0, Long.MAX_VALUE / TileId.WIDTH), 256);
    assertEquals(Optional.of(tile), TilePath.parse(tile.toString()));
    assertThrows(IllegalArgumentException.class, () -> new TilePath(tile.id(), 0));
    assertThrows(IllegalArgumentException.class, () -> new TilePath(tile.id(), 257));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "tile",
        "tile/",
        "/tile/0/000",
        "tile/0/",
        "tile/0/0",
        "tile/0/00",
        "tile/0/0000",
        "tile/00/000",
        "tile/8/000",
        "tile/10/000",
        "tile/-1/000",
        "tile/0/x000/001",
        "tile/0/x001",
        "tile/0/001/x001",
        "tile/0/001/001",
        "tile/0/X001/001",
        "tile/0/-01",
        "tile/0/000/",
        "tile/0/000.p",
        "tile/0/000.p/",
        "tile/0/000.p/0",
        "tile/0/000.p/00",
        "tile/0/000.p/01",
        "tile/0/000.p/256",
        "tile/0/000.p/999",
        "tile/0/000.p/1/",
        "tile/0/000.p/1000",
        "tile/0/000.P/1",
        "tile/0/x999/x999/x999/x999/x999/999",
        "tile/0/x001/x000/x000/x000/x000/x000/000",
        "tile/0/000\n",
        "tile/0/٠٠٠",
        "tile/entries/000",
        "tile/0/../0/000"
      })
  void nothingElseIsATilesPath(String path) {
    assertEquals(Optional.empty(), TilePath.parse(path));
  }
}
