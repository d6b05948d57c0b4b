@NullMarked
package dev.chit.client.request;

import org.jspecify.annotations.NullMarked;
