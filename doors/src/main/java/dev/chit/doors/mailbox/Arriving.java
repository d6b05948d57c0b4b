package dev.chit.doors.mailbox;

import java.io.IOException;
import java.sql.SQLException;
import java.util.concurrent.CompletionStage;

/// A message that comes in, piece by piece. Close it in the end.
interface Arriving extends AutoCloseable {
  void append(byte[] bytes) throws Exception;

  /// Once, when all of it has come.
  ///
  /// @return `to-client id 16 · message id u32`
  CompletionStage<byte[]> finish() throws Exception;

  /// Forgets what came, unless it was finished.
  @Override
  void close() throws IOException, SQLException;
}
