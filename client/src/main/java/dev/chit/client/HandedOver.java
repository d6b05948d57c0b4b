package dev.chit.client;

/// A chit that was handed to its payee.
///
/// @param state how far it came: `DELIVERED` once the payee's client has it on its disk, `WAITING`
///   if nobody has answered yet and it leaves later
public record HandedOver(KeptChit chit, MessageState state) {}
