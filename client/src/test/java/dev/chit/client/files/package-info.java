@NullMarked
package dev.chit.client.files;

import org.jspecify.annotations.NullMarked;
