@NullMarked
package dev.chit.client.link;

import org.jspecify.annotations.NullMarked;
