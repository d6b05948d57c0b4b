@NullMarked
package dev.chit.client;

import org.jspecify.annotations.NullMarked;
