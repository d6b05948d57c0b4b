@NullMarked
package dev.chit.client.people;

import org.jspecify.annotations.NullMarked;
