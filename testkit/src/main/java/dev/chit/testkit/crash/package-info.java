/// The crash rig: a real program as a child process, killed without warning at moments that a seed
/// chooses, and started again on what it left behind.
@NullMarked
package dev.chit.testkit.crash;

import org.jspecify.annotations.NullMarked;
