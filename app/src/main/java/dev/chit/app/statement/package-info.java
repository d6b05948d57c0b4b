/// A member's statement in the forms that people and other programs read.
///
/// Names and memos are other people's words. Each form has its own way in which such words could
/// pass for more than words, and each class here closes that way.
@NullMarked
package dev.chit.app.statement;

import org.jspecify.annotations.NullMarked;
