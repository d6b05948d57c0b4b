/// Files: sealed piece by piece on their way out, checked piece by piece on their way in, both
/// resumable. Pieces travel by a [dev.chit.client.files.PieceRoute], which sees them sealed only.
@NullMarked
package dev.chit.client.files;

import org.jspecify.annotations.NullMarked;
