@NullMarked
package dev.chit.client.connection;

import org.jspecify.annotations.NullMarked;
