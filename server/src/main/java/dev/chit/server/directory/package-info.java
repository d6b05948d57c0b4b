/// Names, keys, devices and prekeys: who is who, and how to begin a conversation.
@NullMarked
package dev.chit.server.directory;

import org.jspecify.annotations.NullMarked;
