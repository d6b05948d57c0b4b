/// Further devices of this account: linking one, revoking one, and what devices tell each other.
@NullMarked
package dev.chit.client.device;

import org.jspecify.annotations.NullMarked;
