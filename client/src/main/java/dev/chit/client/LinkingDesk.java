package dev.chit.client;

/// The member, who watches over the linking of a device.
public interface LinkingDesk {
  /// Shows the code, for the new device. Whoever sees it may come in place of that device.
  void show(String code);

  /// Asks whether the device that came is the right one, which shows the same check number.
  ///
  /// @param label how it calls itself
  /// @param checkNumber six digits
  boolean confirm(String label, String checkNumber);
}
