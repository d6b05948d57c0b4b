/// Logs written to a directory for an auditor.
@NullMarked
package dev.chit.app.export;

import org.jspecify.annotations.NullMarked;
