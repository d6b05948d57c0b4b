/// Files under a passphrase in the age format (age-encryption.org/v1,
/// https://age-encryption.org/v1), which other programs read as well.
@NullMarked
package dev.chit.sessions.age;

import org.jspecify.annotations.NullMarked;
