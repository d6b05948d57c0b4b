@NullMarked
package dev.chit.client.state;

import org.jspecify.annotations.NullMarked;
