@NullMarked
package dev.chit.client.talk;

import org.jspecify.annotations.NullMarked;
