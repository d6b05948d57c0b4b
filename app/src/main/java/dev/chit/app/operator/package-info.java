/// The page that `chit admin web` serves to the browser of the server's operator. It acts with the
/// operator's key, which stays in this process.
@NullMarked
package dev.chit.app.operator;

import org.jspecify.annotations.NullMarked;
