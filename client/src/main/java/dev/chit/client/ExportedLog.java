package dev.chit.client;

/// How an export of the log ended.
///
/// @param size number of events up to and with the last one exported
/// @param checkpoint the signed note that covers them
/// @param logKey the key that signed it, 32 bytes as hexadecimal digits
public record ExportedLog(long size, String checkpoint, String logKey) {}
