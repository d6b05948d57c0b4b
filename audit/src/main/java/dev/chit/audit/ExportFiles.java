package dev.chit.audit;

/// The files of an exported log.
///
/// `events.bin`: for each event, in order, its length as a big-endian u32 and its bytes.
/// `checkpoint`: the signed note that covers them.
final class ExportFiles {
  static final String EVENTS = "events.bin";
  static final String CHECKPOINT = "checkpoint";

  private ExportFiles() {}
}
