package dev.chit.app.command;

import dev.chit.app.console.Caller;

/// What a command is given to work with.
record Context(Caller caller, Profiles profiles) {}
