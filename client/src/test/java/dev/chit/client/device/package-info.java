@NullMarked
package dev.chit.client.device;

import org.jspecify.annotations.NullMarked;
