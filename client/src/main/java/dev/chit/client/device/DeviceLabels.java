package dev.chit.client.device;

import dev.chit.client.state.Tables;
import dev.chit.client.state.v1.ProfileRow;
import dev.chit.client.talk.v1.DeviceLabel;
import dev.chit.core.ledger.Device;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;

/// How the member calls the devices. The server does not learn it.
final class DeviceLabels {
  static final int LENGTH_MAX = 40;

  /// Of two labels of a device the greater one holds, whatever order they are heard of in.
  private static final Comparator<DeviceLabel> ORDER =
      Comparator.comparingInt(DeviceLabel::getVersion).thenComparing(DeviceLabel::getLabel);

  private DeviceLabels() {}

  /// What is left of a text that somebody else may have chosen: one line, not too long.
  static String clean(String label) {
    var text = new StringBuilder();
    label
        .codePoints()
        .filter(c -> !Character.isISOControl(c) && Character.getType(c) != Character.FORMAT)
        .limit(LENGTH_MAX)
        .forEach(text::appendCodePoint);
    return text.toString().strip();
  }

  static List<DeviceLabel> of(Tables tables) throws SQLException {
    return tables.profile().getDeviceLabelsList();
  }

  static String of(Tables tables, int device) throws SQLException {
    return find(tables, device).map(DeviceLabel::getLabel).orElse("");
  }

  /// Calls a device something else.
  static void rename(Tables tables, int device, String label) throws SQLException {
    int version = find(tables, device).map(DeviceLabel::getVersion).orElse(0) + 1;
    DeviceLabel.Builder next =
        DeviceLabel.newBuilder().setDevice(device).setLabel(label).setVersion(version);
    merge(tables, List.of(next.build()));
  }

  private static Optional<DeviceLabel> find(Tables tables, int device) throws SQLException {
    return of(tables).stream().filter(one -> one.getDevice() == device).findFirst();
  }

  /// Keeps these beside those that there are; of the same device, the one that holds.
  static void merge(Tables tables, List<DeviceLabel> more) throws SQLException {
    var all = new TreeMap<Integer, DeviceLabel>();
    of(tables).forEach(one -> all.put(one.getDevice(), one));
    for (DeviceLabel label : more) {
      boolean fits = all.size() < Device.DEVICES_EVER_MAX || all.containsKey(label.getDevice());
      if (label.getDevice() > 0 && fits) {
        DeviceLabel cleaned = label.toBuilder().setLabel(clean(label.getLabel())).build();
        all.merge(label.getDevice(), cleaned, BinaryOperator.maxBy(ORDER));
      }
    }
    ProfileRow.Builder row = tables.profile().toBuilder().clearDeviceLabels();
    tables.profile(row.addAllDeviceLabels(new ArrayList<>(all.values())).build());
  }
}
