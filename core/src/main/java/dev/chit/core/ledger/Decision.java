package dev.chit.core.ledger;

import java.util.List;

/// What a batch of commands comes to.
///
/// @param outcomes one for each command, in their order
/// @param changes what has to be written before any outcome may be told
public record Decision(List<Outcome> outcomes, Changes changes) {}
