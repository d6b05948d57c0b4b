package dev.chit.client.talk;

import dev.chit.client.people.Person;
import dev.chit.client.talk.v1.Content;
import dev.chit.core.MessageId;
import dev.chit.crypto.DeviceStatement;

/// What one sealed message said.
///
/// @param device of the sender
/// @param atMillis when the server received it
/// @param waited on the server for this device
record Received(
    Person from,
    DeviceStatement device,
    MessageId message,
    Content content,
    long atMillis,
    boolean waited) {}
