/// The dialect `onechat`: users prove themselves by keys that the operator was given, and talk in
/// messages that the server relays unread.
@NullMarked
package dev.chit.doors.onechat;

import org.jspecify.annotations.NullMarked;
