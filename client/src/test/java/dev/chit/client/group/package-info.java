@NullMarked
package dev.chit.client.group;

import org.jspecify.annotations.NullMarked;
