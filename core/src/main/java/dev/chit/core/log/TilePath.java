package dev.chit.core.log;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A tile as it is asked for (C2SP tlog-tiles): which one, and how many of its hashes.
///
/// @param width 1 to 256
public record TilePath(TileId id, int width) {
  /// Six groups of digits are more than any index needs.
  private static final Pattern FORM =
      Pattern.compile("tile/([0-9])/((?:x[0-9]{3}/){0,5}[0-9]{3})(?:\\.p/([0-9]{1,3}))?");

  /// @throws IllegalArgumentException if the width is none of a tile's
  public TilePath {
    if (width < 1 || width > TileId.WIDTH) {
      throw new IllegalArgumentException("tile width " + width + " (expected: 1 to 256)");
    }
  }

  /// Reads exactly what [TileId#path(int)] writes; empty for anything else.
  public static Optional<TilePath> parse(String path) {
    Matcher parts = FORM.matcher(path);
    if (!parts.matches()) {
      return Optional.empty();
    }
    try {
      long index = Long.parseLong(parts.group(2).replace("x", "").replace("/", ""));
      var id = new TileId(Integer.parseInt(parts.group(1)), index);
      String width = parts.group(3);
      var tile = new TilePath(id, width == null ? TileId.WIDTH : Integer.parseInt(width));
      return tile.toString().equals(path) ? Optional.of(tile) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  public boolean isFull() {
    return width == TileId.WIDTH;
  }

  /// Such as `tile/0/x001/x234/067` or `tile/1/000.p/17`.
  @Override
  public String toString() {
    return id.path(width);
  }
}
