/// How fast a log is audited, and how fast its signatures alone could be checked.
@NullMarked
package dev.chit.bench.logs;

import org.jspecify.annotations.NullMarked;
